// Amounts as typed → satang (BigInt), satang → digits and Thai words. The server decides; this only shows.
const thaiDigits = "๐๑๒๓๔๕๖๗๘๙";
const digits = ["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"];
const places = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"];

export function parseBaht(text) {
  const plain = String(text ?? "")
    .replace(/[๐-๙]/g, (d) => thaiDigits.indexOf(d))
    .replace(/[,\s฿]|บาท/g, "");
  const hit = /^(\d{1,13})(?:\.(\d{0,2}))?$/.exec(plain);
  return hit ? BigInt(hit[1]) * 100n + BigInt((hit[2] ?? "").padEnd(2, "0") || "0") : null;
}

export function formatBaht(satang) {
  const whole = (satang / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `${whole}.${(satang % 100n).toString().padStart(2, "0")}`;
}

function below(number) {
  const text = number.toString();
  return [...text]
    .map((digit, index) => {
      const place = text.length - 1 - index;
      if (digit === "0") return "";
      if (place === 1) return digit === "1" ? "สิบ" : digit === "2" ? "ยี่สิบ" : `${digits[digit]}สิบ`;
      if (place === 0 && digit === "1" && text.length > 1) return "เอ็ด";
      return digits[digit] + places[place];
    })
    .join("");
}

function words(number, leading = false) {
  if (number < 1000000n) return leading && number === 1n ? "เอ็ด" : below(number);
  const rest = number % 1000000n;
  return `${words(number / 1000000n)}ล้าน${rest ? words(rest, true) : ""}`;
}

export function bahtText(satang) {
  if (satang === 0n) return "ศูนย์บาทถ้วน";
  const whole = satang / 100n;
  const part = satang % 100n;
  return `${whole ? `${words(whole)}บาท` : ""}${part ? `${below(part)}สตางค์` : "ถ้วน"}`;
}
