export default definePageConfig({ navigationBarTitleText: '电梯责任人员' });
