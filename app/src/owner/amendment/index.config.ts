export default definePageConfig({ navigationBarTitleText: '更正与作废' });
