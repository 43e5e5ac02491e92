export default definePageConfig({ navigationBarTitleText: '这台电梯的历史' });
