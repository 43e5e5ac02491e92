export default definePageConfig({ navigationBarTitleText: 'Your call for help' });
