; The installer for Windows, per user: no administrator is asked. `ISCC /DVersion=1.2.3 rivulet.iss` after `run.py bundle`.
#ifndef Version
  #error Say which version: /DVersion=1.2.3
#endif

[Setup]
AppId={{7C2E2B0B-5F0A-4B55-9C3C-3A0D6B2E9F41}
AppName=Rivulet
AppVersion={#Version}
AppPublisher=The Rivulet team
DefaultDirName={autopf}\Rivulet
DefaultGroupName=Rivulet
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\work\rivulet.ico
UninstallDisplayIcon={app}\rivulet.exe
OutputDir=..\..\build
OutputBaseFilename=Rivulet-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "ko"; MessagesFile: "compiler:Languages\Korean.isl"

; An upgrade leaves nothing of the older version; conversations are elsewhere and are not touched.
[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\build\rivulet\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\Rivulet"; Filename: "{app}\rivulet.exe"

[Run]
Filename: "{app}\rivulet.exe"; Description: "{cm:LaunchProgram,Rivulet}"; Flags: nowait postinstall skipifsilent
