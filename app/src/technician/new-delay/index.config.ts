export default definePageConfig({ navigationBarTitleText: '写延期说明' });
