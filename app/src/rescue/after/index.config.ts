export default definePageConfig({ navigationBarTitleText: '救援之后' });
