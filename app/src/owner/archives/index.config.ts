export default definePageConfig({ navigationBarTitleText: '月度档案包' });
