// The oldest engines that both clients still run on; older ones would cost a tenth of the package in helpers.
const targets = { ios: '12', chrome: '66' };

module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', targets }]],
};
