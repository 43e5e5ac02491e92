export default definePageConfig({ navigationBarTitleText: '电梯信息' });
