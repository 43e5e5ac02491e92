export default definePageConfig({ navigationBarTitleText: '质量检查的问题' });
