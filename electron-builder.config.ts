/**
 * How the application is packaged: `npm run package`, which builds it and lays TensorFlow's binding ready first
 * (scripts/package.mjs). See docs/adr/0012-the-desktop.md.
 */
const tensorFlowPackages =
  'node_modules/@tensorflow/{tfjs,tfjs-core,tfjs-layers,tfjs-converter,tfjs-data,tfjs-backend-cpu,tfjs-backend-webgl,tfjs-backend-wasm}';

export default {
  appId: 'org.facet.studio',
  productName: 'Facet',
  copyright: 'MIT License',
  directories: { output: 'dist', buildResources: 'dist/stage' },
  extraMetadata: {
    main: './out/main/index.js',
    // A Debian package wants a page and a maintainer; who packages says which.
    homepage: process.env['FACET_HOMEPAGE'] ?? 'https://facet.invalid',
    author: { name: 'Facet', email: process.env['FACET_MAINTAINER'] ?? 'maintainer@facet.invalid' },
  },

  files: [
    'out/{main,preload,renderer}/**/*',
    'package.json',
    '!**/*.{map,md,markdown,flow,tsbuildinfo}',
    // Electron is the Node of the package: those that a clone brings for its scripts stay out.
    '!node_modules/node-{linux,darwin,win}-*/**/*',
    '!node_modules/node-bin-*/**/*',
    {
      // Each of tfjs's packages holds itself six times over; Node loads one file of each.
      filter: [
        `!${tensorFlowPackages}/{dist,src,demo}/**/*`,
        `${tensorFlowPackages}/dist/*.node.js`,
        'node_modules/@tensorflow/tfjs-backend-wasm/dist/*.wasm',
        // Its binding is built when packaging, or is in the user's cache: see docs/adr/0003.
        '!node_modules/@tensorflow/tfjs-node-gpu/{binding,deps,lib,scripts,src}/**/*',
        '!node_modules/@tensorflow/**/*.d.ts',
        // Of MediaPipe's package the one network that is used: see docs/adr/0019.
        '!node_modules/@mediapipe/face_detection/*.{wasm,data,js,ts,binarypb}',
        '!node_modules/@mediapipe/face_detection/face_detection_{short_range,full_range_sparse}.tflite',
        // Of the face mesh's the one file that holds several, and what says where in it: see docs/adr/0033.
        '!node_modules/@mediapipe/face_mesh/*.{wasm,ts,binarypb}',
        '!node_modules/@mediapipe/face_mesh/face_mesh{,_solution_wasm_bin,_solution_simd_wasm_bin}.js',
        '!node_modules/@mediapipe/face_mesh/*_wasm_bin.data',
        // Of face-api.js the networks of expressions, and of ages and genders: see docs/adr/0034 and 0035.
        '!node_modules/@vladmandic/face-api/!(model)/**/*',
        '!node_modules/@vladmandic/face-api/{.*,*.js,CHANGELOG.md,CODE_OF_CONDUCT,CONTRIBUTING,favicon.ico}',
        '!node_modules/@vladmandic/face-api/{.build,.eslintrc,.markdownlint,api-extractor,tsconfig}.json',
        '!node_modules/@vladmandic/face-api/model/!(face_expression|age_gender)_model*',
        // Of Human the network of emotions: see docs/adr/0034 and 0035.
        '!node_modules/@vladmandic/human/!(models)/**/*',
        '!node_modules/@vladmandic/human/{.*,*.js,*.md,*.service,CODE_OF_CONDUCT,CONTRIBUTING,favicon.ico,tsconfig.json}',
        '!node_modules/@vladmandic/human/models/!(emotion).*',
        // Builds for browsers, and sources.
        '!node_modules/echarts/{dist,i18n,theme}/**/*',
        '!node_modules/zod/src/**/*',
      ],
    },
  ],
  asar: true,
  // The system loads libraries from files, not from an archive.
  asarUnpack: ['**/*.node', 'node_modules/@img/**/*'],
  extraResources: [{ from: 'dist/stage/tensorflow', to: 'tensorflow' }],
  // Everything native is Node-API, the same for Node and Electron, and comes built.
  npmRebuild: false,

  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },

  linux: {
    target: ['AppImage', 'deb'],
    category: 'Graphics',
    synopsis: 'A studio for faces: label, train, inspect, predict',
  },
  mac: {
    target: ['dmg', 'zip'],
    category: 'public.app-category.photography',
    hardenedRuntime: true,
  },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true },
};
