export default definePageConfig({ navigationBarTitleText: '纠正资料' });
