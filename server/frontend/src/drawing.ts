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
  type TooltipItem,
} from "chart.js";
import { palette } from "./colours";
import type { Figures } from "./figures";

Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale);
Chart.register(LineController, LineElement, PointElement, Tooltip);

const MARKS = ["circle", "rectRot", "triangle", "rect", "rectRounded", "circle"] as const;

/**
 * How figures are drawn: the titles of the axes, if any, a currency where they are money, and
 * whether there is a legend where there are several series.
 */
export interface Manner {
  kind: "bar" | "line";
  x: string;
  y: string;
  unit?: string;
  legend?: boolean;
}

/** Draw the figures on the canvas, in the place of what was drawn there before. */
export function draw(canvas: HTMLCanvasElement, figures: Figures, manner: Manner): void {
  Chart.getChart(canvas)?.destroy();
  const colour = palette();
  new Chart<"bar" | "line", (number | null)[], string>(canvas, {
    type: manner.kind,
    data: { labels: figures.places.map(short), datasets: datasets(figures, colour) },
    options: {
      animation: false,
      maintainAspectRatio: false,
      color: colour("--ink"),
      font: { family: colour("--sans") },
      locale: document.documentElement.lang,
      scales: {
        x: { stacked: true, ...axis(colour, manner.x) },
        y: {
          stacked: manner.kind === "bar",
          ...axis(colour, manner.y, currency(manner.unit, "compact")),
          beginAtZero: true,
        },
      },
      plugins: {
        legend: {
          display: figures.series.length > 1 && (manner.legend ?? true),
          labels: { usePointStyle: true },
        },
        tooltip: { callbacks: { label: (item) => toldOf(item, manner.unit) } },
      },
    },
  });
}

/** Cents where there are some; on an axis millions with one digit at most. */
const DIGITS = {
  standard: { minimumFractionDigits: 0, maximumFractionDigits: 2 },
  compact: { minimumFractionDigits: 0, maximumFractionDigits: 1 },
};

type Palette = ReturnType<typeof palette>;

function axis(colour: Palette, name: string, format?: Intl.NumberFormatOptions) {
  const ink = colour("--ink");
  return {
    grid: { color: colour("--line") },
    ticks: { color: ink, ...(format && { format }) },
    title: { display: name !== "", text: name, color: ink },
  };
}

/** How amounts of a currency are written; nothing for what is no money. */
function currency(
  unit: string | undefined,
  notation: keyof typeof DIGITS = "standard",
): Intl.NumberFormatOptions | undefined {
  if (!unit) return undefined;
  return { style: "currency", currency: unit, notation, ...DIGITS[notation] };
}

/** A point of the chart in words: its series and its amount. */
function toldOf(item: TooltipItem<"bar" | "line">, unit: string | undefined): string {
  const amount = new Intl.NumberFormat(document.documentElement.lang, currency(unit));
  return `${item.dataset.label}: ${amount.format(item.parsed.y ?? 0)}`;
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
