/** By the studio's code: what of a file was left out or changed, and why. The studio's own words follow with names and numbers. */
export const problems: { readonly problem: Readonly<Record<string, string>> } = {
  problem: {
    // Righe e annotazioni.
    'annotation-invalid': 'Un’annotazione non è come vuole il formato.',
    'column-twice': 'Più colonne dicono la stessa cosa: in ogni riga conta l’ultima che è piena.',
    crowd: 'È annotata una folla, non un volto.',
    'duplicate-id': 'Un identificativo c’è due volte: conta il primo.',
    'entity-unknown': 'Una & non comincia alcun carattere noto: va scritta &amp;.',
    'field-count': 'La riga non ha tanti campi quanti ne vuole il formato.',
    'label-out-of-range': 'Un’etichetta ha un numero che non significa niente.',
    'line-too-long': 'La riga è troppo lunga.',
    'no-annotation': 'Nessuno l’ha annotato.',
    'no-face': 'Non è un volto: non ha né punti né riquadro, o è un’altra cosa.',
    'not-a-number': 'Dove deve stare un numero c’è altro.',
    'point-count': 'I punti non sono quanti devono essere.',
    'predictions-left-out': 'Ci sono previsioni di cui nessuno ha detto se valgono: non sono lette.',
    'region-invalid': 'Una regione non è come vuole il formato.',
    'repeated-row': 'La stessa immagine con gli stessi punti c’è già.',
    'row-broken': 'La riga è rovinata.',
    'row-invalid': 'La riga non è come vuole il formato.',
    'several-annotations': 'È annotato più volte: conta la prima.',
    'shape-invalid': 'Una forma non appartiene a un volto, o non è né punti né riquadro.',
    'task-invalid': 'Un compito non è come vuole il formato.',
    // Ciò che il progetto non ha.
    'attribute-unknown': 'Un attributo che il progetto non ha: tralasciato.',
    'not-in-template': 'Etichette che il progetto non prevede: tralasciate.',
    'point-unknown': 'Un punto che il progetto non ha: tralasciato.',
    'split-too-long': 'Il nome di una partizione è troppo lungo: tralasciato.',
    'value-unknown': 'Un valore che l’attributo non ha: tralasciato.',
    // Immagini.
    'box-outside': 'Il riquadro è fuori dall’immagine.',
    'image-ambiguous': 'Il nome va bene per più immagini.',
    'image-size-differs': 'Le etichette sono di un’immagine di un’altra misura.',
    'image-unknown': 'Il file non dice di quale immagine si tratta.',
    'path-escapes': 'Il percorso porta fuori dalla cartella.',
    'photo-changed': 'La foto è cambiata dopo la previsione.',
    'point-beyond-edge': 'Punti fuori dall’immagine, presi come sono.',
    'points-in-corner':
      'Tutti i punti stanno nel primo pixel: sembrano frazioni dell’immagine da 0 a 1, presi come pixel.',
    'point-outside': 'Un punto è fuori dall’immagine.',
    'faces-beside-others':
      'Alcuni volti sono nuovi in foto che ne avevano già, e in nessun posto dove ce n’era uno. Se sono gli stessi, annulla l’importazione.',
    'sides-look-swapped':
      'Sinistra e destra sembrano scambiate: il file intende quelle della persona, il progetto quelle dell’immagine.',
    // File interi.
    'cache-damaged': 'Alcuni ritagli erano rovinati, e sono stati rifatti.',
    'label-file-empty': 'Il file delle etichette è vuoto.',
    'label-file-missing': 'Il file delle etichette manca.',
    'labels-not-read': 'Un file che forse contiene etichette non è stato letto.',
    'split-unmatched': 'Di una partizione che il file dichiara non c’è alcun file di etichette.',
    'table-not-read': 'Una tabella che c’è nella cartella non è stata letta.',
    // Ciò che si scrive.
    'format-name-taken': 'In questo formato avrebbe il nome di un altro: tralasciata.',
    'format-needs-head': 'Il formato vuole una testa che non c’è: non scritto.',
    'format-path-white-space': 'Nel percorso c’è uno spazio, che il formato non permette: tralasciata.',
    'crop-failed': 'Un ritaglio non è stato salvato.',
    'labels-failed': 'Le etichette di questa foto non sono state salvate.',
    'leftover-kept': 'È di previsioni di prima, ma non si può togliere.',
    'overlay-failed': 'La foto con le previsioni disegnate non è stata salvata.',
    'output-not-searched': 'È la cartella dei risultati, dove non si cercano foto.',
    'not-in-format': 'Il formato non ha posto per questo.',
    'part-missing': 'Manca una parte: le sue foto non sono fra i risultati.',
    'part-unfinished': 'Una parte non dice di essere completa: forse mancano delle foto.',
    'results-damaged':
      'Alcune righe delle previsioni annotate sono rovinate: le loro foto vanno previste di nuovo.',
    'photo-twice': 'È in più di una parte: conta la prima.',
  },
};
