/** The few sentences that the desktop says outside its window, in the window's language. */
export type DesktopLanguage = 'en' | 'it';

const en = {
  trainingAtWork: (run: string) => `“${run}” is still being trained. Quit all the same?`,
  jobsAtWork: 'Facet is still at work. Quit all the same?',
  trainingKept:
    'What it has learnt is kept: when the project is opened again, the training can go on from where it stops now.',
  jobsKept: 'What is done is kept. The rest has to be started again.',
  stay: 'Keep working',
  quit: 'Stop and quit',
  startFailed: 'Facet could not start',
  projectFailed: 'The project could not be opened',
};
export type DesktopTexts = typeof en;

const it: DesktopTexts = {
  trainingAtWork: (run) => `L’addestramento «${run}» è ancora in corso. Uscire lo stesso?`,
  jobsAtWork: 'Facet sta ancora lavorando. Uscire lo stesso?',
  trainingKept:
    'Ciò che ha imparato resta: quando il progetto sarà riaperto, l’addestramento potrà riprendere da dove si ferma ora.',
  jobsKept: 'Ciò che è fatto resta. Il resto andrà avviato di nuovo.',
  stay: 'Continua a lavorare',
  quit: 'Ferma ed esci',
  startFailed: 'Facet non si è potuto avviare',
  projectFailed: 'Il progetto non si è potuto aprire',
};

export function desktopTexts(language: DesktopLanguage): DesktopTexts {
  return language === 'it' ? it : en;
}

/** Of the system, by its locale (`it-CH`). */
export function languageOf(locale: string): DesktopLanguage {
  return /^it\b/i.test(locale) ? 'it' : 'en';
}
