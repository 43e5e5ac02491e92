export default definePageConfig({ navigationBarTitleText: '采集位置' });
