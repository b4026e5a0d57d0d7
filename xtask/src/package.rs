//! `cargo xtask package`: the extensions as zip files for the browsers' stores.

use std::fs::{self, File};
use std::io;

use anyhow::{Context, Result, bail};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::{build, paths};

/// Writes one zip a browser. Files are in order of their names and bear the zip format's first date, so that the same
/// sources give the same bytes.
///
/// # Errors
/// If the build fails, an extension has no manifest, or a file cannot be read or written.
pub(crate) fn package() -> Result<()> {
    build::build()?;
    for browser in build::BROWSERS {
        let folder = paths::dist().join(format!("extension-{browser}"));
        if !folder.join("manifest.json").is_file() {
            bail!("www/extension/manifest.{browser}.json is missing");
        }
        let path = paths::dist().join(format!("sourcelight-{browser}.zip"));
        let file = File::create(&path).with_context(|| format!("writing {}", path.display()))?;
        let mut zip = ZipWriter::new(file);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(9))
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        for file in paths::find_files(&folder)? {
            let name = file.strip_prefix(&folder)?.to_string_lossy().replace('\\', "/");
            zip.start_file(name, options)?;
            io::copy(&mut File::open(&file)?, &mut zip)?;
        }
        zip.finish()?;
        println!("{} {} bytes", path.display(), fs::metadata(&path)?.len());
    }
    Ok(())
}
