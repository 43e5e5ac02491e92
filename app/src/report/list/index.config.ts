export default definePageConfig({ navigationBarTitleText: '公众反映' });
