//! Floor 11: the boundary to JavaScript. Converts, times, and turns errors into JavaScript errors; decides nothing.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::annotator::annotate_in_stages;
use crate::export::{Format, export, import, read_request};
use crate::span::OffsetUnit;
use crate::wire::{Article, Request};

/// Prints panics to the browser's console, with their message and stack.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Reads `{text, blocks?}` and returns the article of `wire::Article`.
///
/// Offsets in and out count UTF-16 code units; with `codepoints`, code points (for exports).
/// Leaves a `performance.measure` named `sourcelight:STAGE` for each stage.
///
/// # Errors
/// If `request` is not of that shape.
#[wasm_bindgen]
pub fn annotate(request: JsValue, codepoints: bool) -> Result<JsValue, JsError> {
    let request: Request = serde_wasm_bindgen::from_value(request).map_err(to_js_error)?;
    let unit = if codepoints { OffsetUnit::CodePoint } else { OffsetUnit::Utf16 };
    let timer = StageTimer::start();
    let annotations = annotate_in_stages(request.into_input(unit), |stage| timer.mark(stage.name()));
    // As one text over the boundary: many thousand values, one by one, cost more than the reading.
    let article = serde_json::to_string(&Article::new(&annotations, unit)).map_err(to_js_error)?;
    js_sys::JSON::parse(&article).map_err(|_| to_js_error("it could not be handed over"))
}

/// Writes `{text, article, title?, url?}` as `json-ld`, `csv`, `markdown`, `html` or `json`.
///
/// `article` is one that `annotate` returned, corrections included, in either unit.
///
/// # Errors
/// If there is no such format, or the article does not fit its text.
#[wasm_bindgen]
pub fn export_article(request: &JsValue, format: &str) -> Result<String, JsError> {
    let format = Format::find(format).ok_or_else(|| {
        to_js_error(format_args!("expected one of {}, found \"{format}\"", Format::ALL.map(Format::name).join(", ")))
    })?;
    let field = |name: &str| js_sys::Reflect::get(request, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let text = field("text").as_string().ok_or_else(|| to_js_error("there is no text"))?;
    let article = js_sys::JSON::stringify(&field("article")).ok().and_then(|json| json.as_string());
    let article = article.ok_or_else(|| to_js_error("there are no annotations"))?;
    let title = field("title").as_string().unwrap_or_default();
    let article = read_request(text, &article, title, field("url").as_string()).map_err(to_js_error)?;
    Ok(export(&article, format))
}

/// Reads what `export_article` wrote as `json-ld` or `json`: `{text, article, title, url}`, offsets in UTF-16 code units.
///
/// # Errors
/// If `file` is anything else, of another version, or damaged; the message says what to do.
#[wasm_bindgen]
pub fn import_article(file: &str) -> Result<JsValue, JsError> {
    let article = serde_json::to_string(&import(file).map_err(to_js_error)?.into_utf16()).map_err(to_js_error)?;
    js_sys::JSON::parse(&article).map_err(|_| to_js_error("it could not be handed over"))
}

/// The one place where an error becomes a JavaScript error.
fn to_js_error(error: impl std::fmt::Display) -> JsError {
    JsError::new(&format!("the article could not be read: {error}"))
}

/// Writes one `performance.measure` a stage; silent where there is no `performance`.
struct StageTimer(Option<web_sys::Performance>);

/// The mark from which the next stage is measured.
const MARK: &str = "sourcelight";

impl StageTimer {
    /// Starts the clock.
    fn start() -> Self {
        let performance = js_sys::Reflect::get(&js_sys::global(), &"performance".into())
            .ok()
            .and_then(|value| value.dyn_into::<web_sys::Performance>().ok());
        let timer = Self(performance);
        timer.restart();
        timer
    }

    /// Sets the mark from which the next stage is measured.
    fn restart(&self) {
        let Some(performance) = &self.0 else { return };
        performance.clear_marks_with_mark_name(MARK);
        if let Err(error) = performance.mark(MARK) {
            web_sys::console::warn_2(&"sourcelight: no timing:".into(), &error);
        }
    }

    /// Records the time since the last stage under `stage`'s name.
    fn mark(&self, stage: &str) {
        let Some(performance) = &self.0 else { return };
        if let Err(error) = performance.measure_with_start_mark(&format!("sourcelight:{stage}"), MARK) {
            web_sys::console::warn_2(&"sourcelight: no timing:".into(), &error);
        }
        self.restart();
    }
}
