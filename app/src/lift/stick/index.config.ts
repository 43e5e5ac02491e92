export default definePageConfig({ navigationBarTitleText: '登记贴码' });
