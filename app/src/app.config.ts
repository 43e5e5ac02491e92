import { target as dd } from '../../miniapp-dingtalk/app.target';
import { target as weapp } from '../../miniprogram-wechat/app.target';

const env = process.env.TARO_ENV;
const name = env === 'h5' ? process.env.TARGET : env;

export default defineAppConfig(name === 'weapp' ? weapp : dd);
