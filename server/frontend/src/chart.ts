/** The entry of pages that show an answer with a chart. */

import { enhanceCharts, followColours } from "./charts";

enhanceCharts();
followColours();
