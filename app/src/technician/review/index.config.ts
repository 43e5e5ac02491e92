export default definePageConfig({ navigationBarTitleText: '核查与申诉' });
