export default definePageConfig({ navigationBarTitleText: '急修确认' });
