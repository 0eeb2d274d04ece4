export const desktop = {
  desktop: {
    menu: { project: 'Progetto', edit: 'Modifica', view: 'Vista', help: 'Aiuto' },
    role: {
      recent: 'Apri recente',
      cut: 'Taglia',
      copy: 'Copia',
      paste: 'Incolla',
      togglefullscreen: 'Schermo intero',
      minimize: 'Riduci a icona',
      quit: 'Esci da Facet',
      about: 'Informazioni su Facet',
    },
    finished: '{job}: finito',
    failed: '{job}: non riuscito',
    drop: 'Lascia qui un progetto per aprirlo, o un insieme di volti per importarlo',
    newProject: 'Creare un progetto da «{name}»? Sarebbe in {folder}.',
    create: 'Crea',
    notTaken: 'Ciò che hai lasciato non è stato preso',
    refused: {
      missing: 'In {path} non c’è più nulla. Guarda dove è stato spostato.',
      several: 'Si può prendere un solo progetto o insieme di volti alla volta. Lasciali uno per uno.',
      photos:
        'Sulle singole fotografie si prevede: vai a Prevedi e lasciale lì. Oppure lascia la cartella in cui sono.',
      unknown:
        '{path} non è un progetto né un insieme di volti che Facet legga: una cartella, uno zip, un file CSV o JSON.',
    },
  },
  resume: {
    title: 'L’addestramento «{run}» è stato interrotto al passo {step}.',
    action: 'Riprendi',
    failed: '«{run}» non è potuto riprendere',
  },
  tensorFlow: {
    title: 'Addestramento più veloce',
    engine: 'Motore',
    fast: 'Si usa TensorFlow {version} ({variant}).',
    fastSoon: 'TensorFlow {version} è pronto ({variant}): lo userà il prossimo addestramento.',
    variants: { cpu: 'processore', cuda: 'GPU NVIDIA' },
    slow: 'Finché TensorFlow non è scaricato, Facet impara con WebAssembly: stessi risultati, parecchie volte più lento.',
    offer: 'Scarica TensorFlow',
    consentHttp:
      'Facet scaricherebbe {size} da {host}, li controllerebbe con l’impronta che conosce e li terrebbe nella tua cartella della cache. Di te e dei tuoi volti non si invia nulla.',
    consentPip:
      'pip scaricherebbe {size} dall’indice di pacchetti per cui è configurato, e Facet li terrebbe nella tua cartella della cache. Di te e dei tuoi volti non si invia nulla.',
    resumes: '{size} sono già qui: lo scaricamento riprende da lì.',
    fetch: 'Scarica e prepara',
    goOn: 'Riprendi',
    running: 'Preparazione di TensorFlow…',
    keptTraining: 'Intanto si può etichettare e addestrare.',
    ready: 'TensorFlow è pronto: lo userà il prossimo addestramento.',
    failed: 'TensorFlow non si è potuto preparare',
    none: 'Qui TensorFlow non si usa',
    looking: 'Ricerca di TensorFlow…',
    megabytes: '{value}\u00a0MB',
  },
} as const;
