export default definePageConfig({ navigationBarTitleText: '绑定电梯' });
