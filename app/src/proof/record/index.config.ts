export default definePageConfig({ navigationBarTitleText: '存证核对' });
