export default definePageConfig({ navigationBarTitleText: '维保日历' });
