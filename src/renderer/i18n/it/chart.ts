export const chart = {
  chart: {
    legend: 'Legenda: premi per nascondere o mostrare',
    showChart: 'Mostra come grafico',
    showTable: 'Mostra come tabella',
  },
};
