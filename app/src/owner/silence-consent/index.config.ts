export default definePageConfig({ navigationBarTitleText: '逾期默认确认' });
