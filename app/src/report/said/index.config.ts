export default definePageConfig({ navigationBarTitleText: '公告与评价' });
