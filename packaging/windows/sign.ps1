# Signs files with the certificate of WINDOWS_CERTIFICATE (base64): sign.ps1 FILE...
$ErrorActionPreference = "Stop"
$certificate = New-TemporaryFile
try {
    [IO.File]::WriteAllBytes($certificate, [Convert]::FromBase64String($env:WINDOWS_CERTIFICATE))
    $kits = "${env:ProgramFiles(x86)}\Windows Kits\10\bin"
    $tool = Get-ChildItem "$kits\*\x64\signtool.exe" | Sort-Object FullName | Select-Object -Last 1
    foreach ($file in ($args | ForEach-Object { $_ })) {
        & $tool sign /f $certificate /p $env:WINDOWS_CERTIFICATE_PASSWORD /fd SHA256 `
            /tr http://timestamp.digicert.com /td SHA256 "$file"
        if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    }
} finally {
    Remove-Item $certificate
}
