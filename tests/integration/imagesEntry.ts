/** What the tests of images run in processes of their own, bundled by `imagesProcess`. */
export { ensureCrops } from '../../src/main/images/cropCache';
export { decodeShrunk } from '../../src/main/images/decode';
export { startCropReader } from '../../src/main/images/cropReader';
