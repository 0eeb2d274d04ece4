export const desktop = {
  desktop: {
    menu: { project: 'Project', edit: 'Edit', view: 'View', help: 'Help' },
    role: {
      recent: 'Open recent',
      cut: 'Cut',
      copy: 'Copy',
      paste: 'Paste',
      togglefullscreen: 'Full screen',
      minimize: 'Minimise',
      quit: 'Quit Facet',
      about: 'About Facet',
    },
    finished: '{job}: finished',
    failed: '{job}: failed',
    drop: 'Drop a project to open it, or a data set to import it',
    newProject: 'Make a project of “{name}”? It would be in {folder}.',
    create: 'Create',
    notTaken: 'What was dropped was not taken',
    refused: {
      missing: 'There is nothing at {path} any more. Look where it was moved to.',
      several: 'Only one project or data set can be taken at a time. Drop them one by one.',
      photos:
        'Single photos are predicted on: go to Predict, and drop them there. Or drop the folder that they are in.',
      unknown:
        '{path} is neither a project nor a data set that Facet reads: a folder, a zip, a CSV or a JSON file.',
    },
  },
  resume: {
    title: 'The training “{run}” was interrupted at step {step}.',
    action: 'Go on',
    failed: '“{run}” could not go on',
  },
  tensorFlow: {
    title: 'Faster training',
    engine: 'Engine',
    fast: 'TensorFlow {version} is used ({variant}).',
    fastSoon: 'TensorFlow {version} is ready ({variant}): the next training uses it.',
    variants: { cpu: 'processor', cuda: 'NVIDIA GPU' },
    slow: 'Facet learns with WebAssembly until TensorFlow is fetched: the same results, several times slower.',
    offer: 'Fetch TensorFlow',
    consentHttp:
      'Facet would download {size} from {host}, check them against the hash that it knows, and keep them in your cache folder. Nothing about you or your faces is sent.',
    consentPip:
      'pip would download {size} from the package index that it is set up with, and Facet would keep them in your cache folder. Nothing about you or your faces is sent.',
    resumes: '{size} of it are here already: the download goes on from there.',
    fetch: 'Download and set up',
    goOn: 'Go on',
    running: 'Setting TensorFlow up…',
    keptTraining: 'Training and labelling go on meanwhile.',
    ready: 'TensorFlow is ready: the next training uses it.',
    failed: 'TensorFlow could not be set up',
    none: 'TensorFlow is not used here',
    looking: 'Looking for TensorFlow…',
    megabytes: '{value}\u00a0MB',
  },
} as const;
