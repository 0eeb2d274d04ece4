export const chart = {
  chart: {
    legend: 'Legend: press to hide or show',
    showChart: 'Show as chart',
    showTable: 'Show as table',
  },
};
