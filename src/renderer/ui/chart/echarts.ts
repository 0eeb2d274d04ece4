/** The parts of ECharts that we draw with. Imported by UiChart only, when the first chart is shown. */
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, ScatterChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

export type Drawing = ECharts;

export function draw(element: HTMLElement): Drawing {
  return init(element, null, { renderer: 'canvas' });
}
