export default definePageConfig({ navigationBarTitleText: '待签记录' });
