// Adds up the weights as they are typed, and says what is left to give. The page says the same without it, when saved.
const says = document.querySelector("[data-weights-total]");
const boxes = [...document.querySelectorAll('input[name^="weight_"]')];

function total() {
  return boxes.reduce((sum, box) => sum + (/^\d{1,3}$/.test(box.value.trim()) ? Number(box.value) : 0), 0);
}

function sentence(sum) {
  if (sum === 100) return "100 of 100 given.";
  if (sum > 100) return `${sum} given. Take ${sum - 100} away.`;
  return `${sum} of 100 given. ${100 - sum} left to give.`;
}

if (says && boxes.length) {
  const show = () => { says.textContent = sentence(total()); };
  boxes.forEach((box) => box.addEventListener("input", show));
  show();
}
