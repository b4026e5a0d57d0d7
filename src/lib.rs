//! Sourcelight reads a news article and says who and what it is about, who says what, and who claims what.
//!
//! ```
//! use sourcelight::{Input, annotate};
//!
//! let article = annotate(Input::plain("“We will rebuild,” Jane Doe said."));
//! assert_eq!(article.document.text, "“We will rebuild,” Jane Doe said.");
//! ```

pub mod annotator;
pub mod block;
pub mod claim;
pub mod document;
pub mod entity;
pub mod export;
#[cfg(feature = "cli")]
pub mod html;
pub mod model;
pub mod quote;
pub mod span;
pub mod summary;
pub mod text;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use annotator::{Annotations, Stage, annotate, annotate_in_stages};
pub use document::{Document, Input};
pub use span::{OffsetUnit, Span};
