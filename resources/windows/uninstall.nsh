; What the app itself wrote into its user's registry goes with it: who opens our links, and the start at login. An update
; runs the uninstaller too: then both stay. Links that another program has taken over since are left to it.
; https://www.electron.build/nsis#custom-nsis-script
!macro customUnInstall
  ${ifNot} ${isUpdated}
    ReadRegStr $R0 HKCU "Software\Classes\bellhop\shell\open\command" ""
    StrCpy $R1 '"$INSTDIR\${APP_EXECUTABLE_FILENAME}"'
    StrLen $R2 $R1
    StrCpy $R0 $R0 $R2
    ${if} $R0 == $R1
      DeleteRegKey HKCU "Software\Classes\bellhop"
    ${endif}
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "Bellhop"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "Bellhop"
  ${endif}
!macroend
