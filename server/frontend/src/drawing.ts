/** Charts drawn by Chart.js in the colours of the page. Loaded when the first chart is opened. */

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartDataset,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import type { Choice, Figures } from "./figures";

Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale);
Chart.register(LineController, LineElement, PointElement, Tooltip);

const MARKS = ["circle", "rectRot", "triangle", "rect", "rectRounded", "circle"] as const;

/** Draw the figures on the canvas, in the place of what was drawn there before. */
export function draw(canvas: HTMLCanvasElement, figures: Figures, choice: Choice): void {
  Chart.getChart(canvas)?.destroy();
  const colour = palette();
  new Chart<"bar" | "line", (number | null)[], string>(canvas, {
    type: choice.kind,
    data: { labels: figures.places.map(short), datasets: datasets(figures, colour) },
    options: {
      animation: false,
      maintainAspectRatio: false,
      color: colour("--ink"),
      font: { family: colour("--sans") },
      locale: document.documentElement.lang,
      scales: {
        x: { stacked: true, ...axis(colour, choice.x) },
        y: { stacked: choice.kind === "bar", ...axis(colour, choice.y), beginAtZero: true },
      },
      plugins: { legend: { display: figures.series.length > 1, labels: { usePointStyle: true } } },
    },
  });
}

type Palette = (name: string) => string;

function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(name).trim();
}

function axis(colour: Palette, name: string) {
  const ink = colour("--ink");
  return {
    grid: { color: colour("--line") },
    ticks: { color: ink },
    title: { display: true, text: name, color: ink },
  };
}

function datasets(
  figures: Figures,
  colour: Palette,
): ChartDataset<"bar" | "line", (number | null)[]>[] {
  return figures.series.map((label, i) => ({
    label: short(label),
    data: figures.values[i] ?? [],
    backgroundColor: colour(`--series-${(i % 6) + 1}`),
    borderColor: colour(`--series-${(i % 6) + 1}`),
    pointStyle: MARKS[i % MARKS.length],
    maxBarThickness: 48,
  }));
}

/** An IRI by its last word, a long name by its beginning, what has no name by a dash. */
function short(name: string): string {
  const last = /^https?:/.test(name) ? (name.split(/[/#]/).pop() ?? name) : name;
  if (!last) return "–";
  return last.length > 32 ? `${last.slice(0, 31)}…` : last;
}
