export default definePageConfig({ navigationBarTitleText: '我的急修' });
