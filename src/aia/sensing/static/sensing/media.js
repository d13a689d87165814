// A photo is made small before it leaves the phone, and loses there what it carries; a voice is
// recorded in the page where the phone can. Both are told to the form through `aiaMedia`.
"use strict";

self.aiaMedia = (() => {
  const LONGEST = 1600, QUALITY = 0.82, MOST_SECONDS = 120;
  const lines = JSON.parse(document.getElementById("lines").textContent);
  const photo = document.getElementById("photo"), voice = document.getElementById("voice");
  const button = document.getElementById("record"), told = document.getElementById("recorded");
  let recorder = null, recorded = null, seconds = 0, timer = 0;

  const shrunk = async (file) => {
    let drawn;
    try {
      drawn = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      return file;
    }
    const scale = Math.min(1, LONGEST / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(drawn.width * scale);
    canvas.height = Math.round(drawn.height * scale);
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    drawn.close();
    return new Promise((done) => canvas.toBlob((blob) => done(blob ?? file), "image/jpeg", QUALITY));
  };

  const over = (blob, input) => blob && blob.size > Number(input.dataset.most);

  // Return the files to send, or the name of the field whose file cannot be sent.
  const files = async () => {
    const chosen = photo.files[0], spoken = recorded ?? voice.files[0] ?? null;
    const seen = chosen ? await shrunk(chosen) : null;
    if (over(seen, photo)) return { wrong: "photo" };
    if (over(spoken, voice)) return { wrong: "voice" };
    return { photo: seen, voice: spoken, seconds: recorded ? seconds : null };
  };

  const quiet = () => {
    clearInterval(timer);
    recorder?.stream.getTracks().forEach((track) => track.stop());
    button.textContent = recorded ? lines.take_away : lines.record;
    told.textContent = recorded ? lines.recorded : "";
  };

  const begin = async () => {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      told.textContent = lines.no_microphone;
      return;
    }
    const parts = [];
    recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32_000 });
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onstop = () => {
      recorded = new Blob(parts, { type: recorder.mimeType });
      quiet();
    };
    seconds = 0;
    const count = () => {
      button.textContent = lines.recording.replace("%(seconds)s", String(seconds));
      if (seconds >= MOST_SECONDS) recorder.stop();
      seconds += 1;
    };
    recorder.start();
    count();
    timer = setInterval(count, 1000);
  };

  if (navigator.mediaDevices?.getUserMedia && self.MediaRecorder) {
    document.getElementById("recorder").hidden = false;
    button.addEventListener("click", () => {
      if (recorder?.state === "recording") {
        recorder.stop();
      } else if (recorded) {
        recorded = null;
        quiet();
      } else {
        begin();
      }
    });
  }
  return { files };
})();
