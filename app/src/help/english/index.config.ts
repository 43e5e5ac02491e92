export default definePageConfig({ navigationBarTitleText: 'Lift information' });
