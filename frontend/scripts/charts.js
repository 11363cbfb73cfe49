// Dashboard charts: bars drawn as SVG. Options arrive as JSON in data-chart; nothing is styled inline by markup.
import { use, init } from "echarts/core";
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent, AriaComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

const colour = (name) => {
  const probe = document.createElement("i");
  probe.className = name;
  probe.hidden = true;
  document.body.append(probe);
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = getComputedStyle(probe).color;
  context.fillRect(0, 0, 1, 1);
  probe.remove();
  const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${r}, ${g}, ${b})`;
};

const baht = (satang) => (satang / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
const short = (satang, unit) => `${(satang / 100000000).toLocaleString("en-US", { maximumFractionDigits: 1 })} ${unit}`;

// Thai has no spaces between words: lines of a label break between words as the browser knows them.
const words = new Intl.Segmenter(document.documentElement.lang || "th", { granularity: "word" });
function broken(label, width, font) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const made = [""];
  for (const { segment } of words.segment(label)) {
    const longer = made.at(-1) + segment;
    if (made.at(-1) && pen.measureText(longer).width > width) made.push(segment.trimStart());
    else made[made.length - 1] = longer;
  }
  return made.join("\n");
}

function options(data, box) {
  const width = Math.min(210, box.clientWidth * 0.38);
  const text = { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("text-base-content"), fontSize: 13 };
  const tones = [colour("text-base-300"), colour("text-primary")];
  return {
    animation: false,
    textStyle: text,
    aria: { enabled: true, label: { description: data.description } },
    color: tones,
    grid: { left: 8, right: 8, top: 40, bottom: 8, containLabel: true },
    legend: { left: 0, top: 0, itemWidth: 14, itemHeight: 10, textStyle: text, selectedMode: false },
    tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" }, valueFormatter: baht, textStyle: { ...text, color: "#222" } },
    xAxis: { type: "value", splitNumber: box.clientWidth < 480 ? 2 : 4, axisLabel: { ...text, hideOverlap: true, formatter: (value) => short(value, data.unit) }, splitLine: { lineStyle: { color: tones[0] } } },
    yAxis: { type: "category", inverse: true, data: data.labels, axisTick: { show: false }, axisLabel: { ...text, interval: 0, lineHeight: 17, formatter: (label) => broken(label, width, `${text.fontSize}px ${text.fontFamily}`) } },
    series: data.series.map((each) => ({ type: "bar", name: each.name, data: each.values, barMaxWidth: 14, barGap: "15%", itemStyle: { borderRadius: [0, 2, 2, 0] } })),
  };
}

function draw(box) {
  const data = JSON.parse(box.dataset.chart);
  box.style.height = `${Math.max(320, 90 + data.labels.length * (box.clientWidth < 480 ? 56 : 42))}px`;
  const chart = init(box, null, { renderer: "svg" });
  chart.setOption(options(data, box));
  new ResizeObserver(() => chart.resize()).observe(box);
}

document.fonts.ready.then(() => document.querySelectorAll("[data-chart]").forEach(draw));
