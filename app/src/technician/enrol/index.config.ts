export default definePageConfig({ navigationBarTitleText: '人脸登记' });
