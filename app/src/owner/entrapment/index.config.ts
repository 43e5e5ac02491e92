export default definePageConfig({ navigationBarTitleText: '困人救援' });
