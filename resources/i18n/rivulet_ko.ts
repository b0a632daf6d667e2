<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
  <context>
    <name>Rivulet</name>
    <message>
      <source> (not there now)</source>
      <translation> (지금은 없음)</translation>
    </message>
    <message>
      <source> kB</source>
      <translation> kB</translation>
    </message>
    <message>
      <source> s</source>
      <translation>초</translation>
    </message>
    <message>
      <source>&amp;Answer</source>
      <translation>답변(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;Archive</source>
      <translation>보관함에 넣기(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;Back up now</source>
      <translation>지금 백업(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Branch into a new conversation</source>
      <translation>새 대화로 분기(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Commands…</source>
      <translation>명령(&amp;C)…</translation>
    </message>
    <message>
      <source>&amp;Conversations</source>
      <translation>대화 목록(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Copy the last answer</source>
      <translation>마지막 답변 복사(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Delete</source>
      <translation>삭제(&amp;D)</translation>
    </message>
    <message>
      <source>&amp;Delete all conversations…</source>
      <translation>모든 대화 삭제(&amp;D)…</translation>
    </message>
    <message>
      <source>&amp;Delete the conversation</source>
      <translation>대화 삭제(&amp;D)</translation>
    </message>
    <message>
      <source>&amp;Export everything…</source>
      <translation>모두 내보내기(&amp;E)…</translation>
    </message>
    <message>
      <source>&amp;Export…</source>
      <translation>내보내기(&amp;E)…</translation>
    </message>
    <message>
      <source>&amp;File</source>
      <translation>파일(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Find…</source>
      <translation>찾기(&amp;F)…</translation>
    </message>
    <message>
      <source>&amp;Go</source>
      <translation>이동(&amp;G)</translation>
    </message>
    <message>
      <source>&amp;Help</source>
      <translation>도움말(&amp;H)</translation>
    </message>
    <message>
      <source>&amp;Import…</source>
      <translation>가져오기(&amp;I)…</translation>
    </message>
    <message>
      <source>&amp;Inspector</source>
      <translation>검사기(&amp;I)</translation>
    </message>
    <message>
      <source>&amp;Keyboard shortcuts</source>
      <translation>키보드 단축키(&amp;K)</translation>
    </message>
    <message>
      <source>&amp;Larger text</source>
      <translation>글자 크게(&amp;L)</translation>
    </message>
    <message>
      <source>&amp;Move to folder</source>
      <translation>폴더로 옮기기(&amp;M)</translation>
    </message>
    <message>
      <source>&amp;New chat</source>
      <translation>새 대화(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;New folder…</source>
      <translation>새 폴더(&amp;N)…</translation>
    </message>
    <message>
      <source>&amp;Normal text size</source>
      <translation>보통 글자 크기(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;Open</source>
      <translation>열기(&amp;O)</translation>
    </message>
    <message>
      <source>&amp;Out of the folder</source>
      <translation>폴더에서 꺼내기(&amp;O)</translation>
    </message>
    <message>
      <source>&amp;Pin</source>
      <translation>고정(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Pin the conversation</source>
      <translation>대화 고정(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Previous conversation</source>
      <translation>이전 대화(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Quit</source>
      <translation>종료(&amp;Q)</translation>
    </message>
    <message>
      <source>&amp;Rename</source>
      <translation>이름 바꾸기(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Rename the conversation</source>
      <translation>대화 이름 바꾸기(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Rename the folder…</source>
      <translation>폴더 이름 바꾸기(&amp;R)…</translation>
    </message>
    <message>
      <source>&amp;Restore a copy…</source>
      <translation>사본 복원(&amp;R)…</translation>
    </message>
    <message>
      <source>&amp;Retry the answer</source>
      <translation>답변 다시 시도(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Search conversations</source>
      <translation>대화 검색(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Show data folder</source>
      <translation>데이터 폴더 열기(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Smaller text</source>
      <translation>글자 작게(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Stop the answer</source>
      <translation>답변 중지(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;View</source>
      <translation>보기(&amp;V)</translation>
    </message>
    <message>
      <source>&amp;Wire</source>
      <translation>통신(&amp;W)</translation>
    </message>
    <message>
      <source>&amp;Write a message</source>
      <translation>메시지 쓰기(&amp;W)</translation>
    </message>
    <message>
      <source>, </source>
      <translation>, </translation>
    </message>
    <message>
      <source>, and gets at most {written}</source>
      <translation>, 최대 {written}토큰을 받아요</translation>
    </message>
    <message>
      <source>0 takes any free port.</source>
      <translation>0을 넣으면 비어 있는 포트를 써요.</translation>
    </message>
    <message>
      <source>1 conversation</source>
      <translation>대화 1개</translation>
    </message>
    <message>
      <source>1 event</source>
      <translation>이벤트 1개</translation>
    </message>
    <message>
      <source>1 line</source>
      <translation>1줄</translation>
    </message>
    <message>
      <source>1 message</source>
      <translation>메시지 1개</translation>
    </message>
    <message>
      <source>1 new line</source>
      <translation>새로운 줄 1개</translation>
    </message>
    <message>
      <source>1 result</source>
      <translation>결과 1개</translation>
    </message>
    <message>
      <source>1 row</source>
      <translation>1행</translation>
    </message>
    <message>
      <source>1 tool is offered, about {tokens} tokens with each request.</source>
      <translation>도구 1개를 제공해요. 요청마다 약 {tokens}토큰이에요.</translation>
    </message>
    <message>
      <source>10 times faster</source>
      <translation>10배 빠르게</translation>
    </message>
    <message>
      <source>30 days</source>
      <translation>30일</translation>
    </message>
    <message>
      <source>7 days</source>
      <translation>7일</translation>
    </message>
    <message>
      <source>`longest` is a number of characters</source>
      <translation>`longest`에는 글자 수를 적어요</translation>
    </message>
    <message>
      <source>`{0}` is a list of texts</source>
      <translation>`{0}`에는 글의 목록을 적어요</translation>
    </message>
    <message>
      <source>`{0}` is a text</source>
      <translation>`{0}`에는 글을 적어요</translation>
    </message>
    <message>
      <source>A block of the kind “{0}” was taken as text.</source>
      <translation>“{0}” 종류의 블록을 텍스트로 가져왔어요.</translation>
    </message>
    <message>
      <source>a chunk has neither “text” nor “base64”</source>
      <translation>조각에 “text”도 “base64”도 없어요</translation>
    </message>
    <message>
      <source>A company’s own authority, as a PEM file. It is trusted beside those of the system.</source>
      <translation>회사의 자체 인증 기관이에요. PEM 파일로 고르면 시스템의 인증 기관과 함께 믿어요.</translation>
    </message>
    <message>
      <source>A conversation cannot be read and was left out.</source>
      <translation>읽을 수 없는 대화를 뺐어요.</translation>
    </message>
    <message>
      <source>A conversation in this file is too large to be read.</source>
      <translation>이 파일에 읽기에는 너무 큰 대화가 있어요.</translation>
    </message>
    <message>
      <source>A conversation without an id</source>
      <translation>ID가 없는 대화예요</translation>
    </message>
    <message>
      <source>A conversation without messages was left out.</source>
      <translation>메시지가 없는 대화를 뺐어요.</translation>
    </message>
    <message>
      <source>A copy has all conversations as they were. Restoring one sets aside what is there now, as a copy too. The {n} newest are kept.</source>
      <translation>사본에는 그때의 모든 대화가 있어요. 하나를 복원하면 지금 있는 것도 사본으로 따로 남겨요. 가장 새로운 {n}개를 보관해요.</translation>
    </message>
    <message>
      <source>A copy of everything was made: {name}</source>
      <translation>모든 대화의 사본을 만들었어요: {name}</translation>
    </message>
    <message>
      <source>A copy of {name}</source>
      <translation>{name}의 사본</translation>
    </message>
    <message>
      <source>A data export of ChatGPT</source>
      <translation>ChatGPT 데이터 내보내기</translation>
    </message>
    <message>
      <source>A data export of Claude</source>
      <translation>Claude 데이터 내보내기</translation>
    </message>
    <message>
      <source>a database</source>
      <translation>데이터베이스 파일</translation>
    </message>
    <message>
      <source>A dated copy is made before, with which all of it can be brought back. It keeps attached files.</source>
      <translation>먼저 날짜별 사본을 만들어 모두 되찾을 수 있게 해요. 첨부 파일은 그대로 둬요.</translation>
    </message>
    <message>
      <source>a field has another type</source>
      <translation>필드의 형식이 달라요</translation>
    </message>
    <message>
      <source>a file or folder below {folder}</source>
      <translation>{folder} 아래의 파일이나 폴더</translation>
    </message>
    <message>
      <source>A file that cannot be attached stands there by name.</source>
      <translation>첨부할 수 없는 파일은 이름만 남겼어요.</translation>
    </message>
    <message>
      <source>A folder that models may read</source>
      <translation>모델이 읽어도 되는 폴더</translation>
    </message>
    <message>
      <source>A guardrail objected to this answer: {0}.</source>
      <translation>가드레일이 이 답변을 막았어요: {0}.</translation>
    </message>
    <message>
      <source>A guardrail stopped your message before it was sent: {0}.</source>
      <translation>가드레일이 메시지를 보내기 전에 멈췄어요: {0}.</translation>
    </message>
    <message>
      <source>A JSON export</source>
      <translation>JSON 내보내기 파일</translation>
    </message>
    <message>
      <source>A JSON list of messages with role and content</source>
      <translation>role과 content가 있는 메시지의 JSON 목록</translation>
    </message>
    <message>
      <source>A JSON object.</source>
      <translation>JSON 객체예요.</translation>
    </message>
    <message>
      <source>A key entered here is kept for this session only. To keep one, name a variable below.</source>
      <translation>여기에 입력한 키는 이번 실행에서만 기억해요. 계속 쓰려면 아래에 변수 이름을 적어 주세요.</translation>
    </message>
    <message>
      <source>A key entered here is kept for this session only. To keep one, set {name}.</source>
      <translation>여기에 입력한 키는 이번 실행에서만 기억해요. 계속 쓰려면 {name}을(를) 설정해 주세요.</translation>
    </message>
    <message>
      <source>A key is kept in the keyring.</source>
      <translation>키가 키링에 보관되어 있어요.</translation>
    </message>
    <message>
      <source>A key is kept until you quit.</source>
      <translation>끝낼 때까지 키를 기억해요.</translation>
    </message>
    <message>
      <source>A letter waited at most {longest} for its frame; half of the frames were within {half}.</source>
      <translation>글자는 프레임을 길어야 {longest} 기다렸고, 프레임 절반은 {half} 안이었어요.</translation>
    </message>
    <message>
      <source>A list of messages</source>
      <translation>메시지 목록</translation>
    </message>
    <message>
      <source>a list says what is in it</source>
      <translation>목록에 든 것의 종류를 밝혔어요</translation>
    </message>
    <message>
      <source>A message cannot be read and was left out ({0}).</source>
      <translation>읽을 수 없는 메시지를 뺐어요({0}).</translation>
    </message>
    <message>
      <source>A message of the role “{0}” was taken as the assistant's.</source>
      <translation>“{0}” 역할의 메시지를 어시스턴트의 것으로 가져왔어요.</translation>
    </message>
    <message>
      <source>A message of {0} bytes was dropped; 16 MB is the most.</source>
      <translation>{0}바이트짜리 메시지를 버렸어요. 최대 16 MB예요.</translation>
    </message>
    <message>
      <source>A message that is there twice was taken once.</source>
      <translation>두 번 들어 있는 메시지를 한 번만 가져왔어요.</translation>
    </message>
    <message>
      <source>A message whose place is not known was put at the end.</source>
      <translation>자리를 알 수 없는 메시지를 맨 끝에 두었어요.</translation>
    </message>
    <message>
      <source>A message without content was left out.</source>
      <translation>내용이 없는 메시지를 뺐어요.</translation>
    </message>
    <message>
      <source>A native chat client for streaming language models.</source>
      <translation>언어 모델의 답변을 흘러오는 대로 보여 주는 데스크톱 채팅 앱이에요.</translation>
    </message>
    <message>
      <source>A newer Rivulet wrote this file (format {0}; this one knows {1}). Update Rivulet, then import it.</source>
      <translation>더 새로운 Rivulet이 만든 파일이에요(형식 {0}, 지금은 {1}까지). Rivulet을 업데이트한 뒤 가져와 주세요.</translation>
    </message>
    <message>
      <source>A newer Rivulet wrote {0} (format {1}; this one knows {2}). The file was not touched. Update Rivulet, or start with another --data-dir.</source>
      <translation>더 새로운 Rivulet이 쓴 파일이에요: {0}(형식 {1}, 지금은 {2}까지). 파일을 건드리지 않았어요. Rivulet을 업데이트하거나 다른 --data-dir로 시작해 주세요.</translation>
    </message>
    <message>
      <source>A notification when a tool asks to run or has a question.</source>
      <translation>도구가 실행해도 되는지 묻거나 질문하면 알림을 보내요.</translation>
    </message>
    <message>
      <source>A notification when an answer ends with an error.</source>
      <translation>답변이 오류로 끝나면 알림을 보내요.</translation>
    </message>
    <message>
      <source>A notification when an answer is complete.</source>
      <translation>답변이 끝나면 알림을 보내요.</translation>
    </message>
    <message>
      <source>A page for every browser, with its pictures in it.</source>
      <translation>어느 브라우저에서나 열리는 페이지예요. 그림도 들어 있어요.</translation>
    </message>
    <message>
      <source>A part of Rivulet failed. Your conversations are kept, and you can go on working.</source>
      <translation>Rivulet의 한 부분에 문제가 생겼어요. 대화는 남아 있고, 계속 쓸 수 있어요.</translation>
    </message>
    <message>
      <source>A password would be kept in plain text. Set HTTPS_PROXY in the environment instead.</source>
      <translation>비밀번호가 그대로 저장돼요. 대신 환경에 HTTPS_PROXY를 설정해 주세요.</translation>
    </message>
    <message>
      <source>a PDF</source>
      <translation>PDF 파일</translation>
    </message>
    <message>
      <source>a picture</source>
      <translation>그림 파일</translation>
    </message>
    <message>
      <source>a picture of a kind that models do not take</source>
      <translation>모델이 받지 않는 종류의 그림 파일</translation>
    </message>
    <message>
      <source>a program</source>
      <translation>프로그램</translation>
    </message>
    <message>
      <source>A program on this computer</source>
      <translation>이 컴퓨터의 프로그램</translation>
    </message>
    <message>
      <source>a recording of sound or video</source>
      <translation>소리나 영상 파일</translation>
    </message>
    <message>
      <source>a refusal</source>
      <translation>거절 하나</translation>
    </message>
    <message>
      <source>A replay without its texts: nothing is sent, no model answers.</source>
      <translation>글을 뺀 재생: 아무것도 보내지 않고, 모델이 답하지 않아요.</translation>
    </message>
    <message>
      <source>A replay: nothing is sent, no model answers.</source>
      <translation>재생: 아무것도 보내지 않고, 모델이 답하지 않아요.</translation>
    </message>
    <message>
      <source>A server’s tool asks</source>
      <translation>서버의 도구가 물어봄</translation>
    </message>
    <message>
      <source>A sound recording: {n} answers, {m} bytes.</source>
      <translation>온전한 기록: 답변 {n}개, {m}바이트.</translation>
    </message>
    <message>
      <source>a text file</source>
      <translation>텍스트 파일</translation>
    </message>
    <message>
      <source>a tool call</source>
      <translation>도구 호출 하나</translation>
    </message>
    <message>
      <source>A tool that changes asks again. You can take this back in Settings, Permissions.</source>
      <translation>도구가 바뀌면 다시 물어봐요. 설정의 권한에서 취소할 수 있어요.</translation>
    </message>
    <message>
      <source>A value in it is neither a text nor a number.</source>
      <translation>글도 숫자도 아닌 값이 있어요.</translation>
    </message>
    <message>
      <source>A value is missing for {0}. Enter it in the settings.</source>
      <translation>{0}의 값이 없어요. 설정에서 입력해 주세요.</translation>
    </message>
    <message>
      <source>a web page</source>
      <translation>웹페이지</translation>
    </message>
    <message>
      <source>A year</source>
      <translation>1년</translation>
    </message>
    <message>
      <source>A&amp;bout Rivulet</source>
      <translation>Rivulet 정보(&amp;B)</translation>
    </message>
    <message>
      <source>A&amp;llow the waiting call once</source>
      <translation>기다리는 호출 한 번 허용(&amp;L)</translation>
    </message>
    <message>
      <source>about</source>
      <translation>약</translation>
    </message>
    <message>
      <source>About Rivulet</source>
      <translation>Rivulet 정보</translation>
    </message>
    <message>
      <source>About {n} messages are still to be taken into the index.</source>
      <translation>약 {n}개의 메시지를 아직 색인에 넣는 중이에요.</translation>
    </message>
    <message>
      <source>Actions</source>
      <translation>동작</translation>
    </message>
    <message>
      <source>Add a folder…</source>
      <translation>폴더 추가…</translation>
    </message>
    <message>
      <source>Add a header</source>
      <translation>헤더 추가</translation>
    </message>
    <message>
      <source>Add a model</source>
      <translation>모델 추가</translation>
    </message>
    <message>
      <source>Add a preset</source>
      <translation>프리셋 추가</translation>
    </message>
    <message>
      <source>Add a prompt</source>
      <translation>프롬프트 추가</translation>
    </message>
    <message>
      <source>Add a provider</source>
      <translation>제공자 추가</translation>
    </message>
    <message>
      <source>Add a server</source>
      <translation>서버 추가</translation>
    </message>
    <message>
      <source>Add a variable</source>
      <translation>변수 추가</translation>
    </message>
    <message>
      <source>Add an agent</source>
      <translation>에이전트 추가</translation>
    </message>
    <message>
      <source>added</source>
      <translation>추가돼요</translation>
    </message>
    <message>
      <source>Address</source>
      <translation>주소</translation>
    </message>
    <message>
      <source>Address of the proxy</source>
      <translation>프록시 주소</translation>
    </message>
    <message>
      <source>Adds the versions of Rivulet, Python and this system. Nothing is sent.</source>
      <translation>Rivulet, Python, 이 시스템의 버전을 더해요. 아무것도 보내지 않아요.</translation>
    </message>
    <message>
      <source>After a question. A dated copy is made before, unless that shall go too.</source>
      <translation>먼저 물어봐요. 사본까지 지우지 않는다면 그 전에 날짜별 사본을 만들어요.</translation>
    </message>
    <message>
      <source>After its first answer the model names the conversation, in a small request of its own. A title of yours stays.</source>
      <translation>첫 답변 뒤에 모델이 작은 요청 하나로 대화의 제목을 지어요. 직접 쓴 제목은 그대로 둬요.</translation>
    </message>
    <message>
      <source>Agent</source>
      <translation>에이전트</translation>
    </message>
    <message>
      <source>Agents</source>
      <translation>에이전트</translation>
    </message>
    <message>
      <source>Agents do not answer other programs. Choose a model for new chats first.</source>
      <translation>에이전트는 다른 프로그램에 답하지 않아요. 먼저 새 대화에 쓸 모델을 골라 주세요.</translation>
    </message>
    <message>
      <source>Agree and start</source>
      <translation>동의하고 시작</translation>
    </message>
    <message>
      <source>All</source>
      <translation>전체</translation>
    </message>
    <message>
      <source>All answers</source>
      <translation>모든 답변</translation>
    </message>
    <message>
      <source>All conversations are deleted. Restore the copy {name} ({size}) to have them back.</source>
      <translation>모든 대화를 삭제했어요. 되찾으려면 사본 {name}({size})을(를) 복원해 주세요.</translation>
    </message>
    <message>
      <source>All conversations, their files and their copies are deleted.</source>
      <translation>모든 대화와 그 파일, 사본을 삭제했어요.</translation>
    </message>
    <message>
      <source>All files</source>
      <translation>모든 파일</translation>
    </message>
    <message>
      <source>All files (*)</source>
      <translation>모든 파일(*)</translation>
    </message>
    <message>
      <source>All files ({kinds})</source>
      <translation>모든 파일({kinds})</translation>
    </message>
    <message>
      <source>All of it lies on this computer, and nowhere else.</source>
      <translation>모든 것이 이 컴퓨터에만 있어요.</translation>
    </message>
    <message>
      <source>All providers and models</source>
      <translation>모든 제공자와 모델</translation>
    </message>
    <message>
      <source>All settings</source>
      <translation>모든 설정</translation>
    </message>
    <message>
      <source>Allow</source>
      <translation>허용</translation>
    </message>
    <message>
      <source>Allow once</source>
      <translation>한 번 허용</translation>
    </message>
    <message>
      <source>Allow this call with exactly these arguments?</source>
      <translation>정확히 이 인수로 호출하는 것을 허용할까요?</translation>
    </message>
    <message>
      <source>Allowed on {day}</source>
      <translation>{day}에 허용</translation>
    </message>
    <message>
      <source>Also all {n} tools of {source} that say they only read</source>
      <translation>읽기만 한다고 밝힌 {source}의 도구 {n}개도 모두</translation>
    </message>
    <message>
      <source>Also before those of tools that run by themselves.</source>
      <translation>저절로 실행되는 도구도 먼저 물어봐요.</translation>
    </message>
    <message>
      <source>Also {keys}</source>
      <translation>{keys}도 돼요</translation>
    </message>
    <message>
      <source>Always allow</source>
      <translation>항상 허용</translation>
    </message>
    <message>
      <source>Always…</source>
      <translation>항상…</translation>
    </message>
    <message>
      <source>An address</source>
      <translation>주소로 연결</translation>
    </message>
    <message>
      <source>an address of {host}</source>
      <translation>{host}의 주소</translation>
    </message>
    <message>
      <source>An agent is a model with a task, tools and colleagues. Chat with one by choosing “Agents”.</source>
      <translation>에이전트는 임무, 도구, 동료가 있는 모델이에요. “에이전트”를 골라 대화해 보세요.</translation>
    </message>
    <message>
      <source>An answer is running.</source>
      <translation>답변이 진행 중이에요.</translation>
    </message>
    <message>
      <source>an archive</source>
      <translation>압축 파일</translation>
    </message>
    <message>
      <source>an archive or an office document</source>
      <translation>압축 파일이나 오피스 문서 파일</translation>
    </message>
    <message>
      <source>An argument looks like a key. Other programs can read it; the environment is a better place.</source>
      <translation>인수 하나가 키처럼 보여요. 다른 프로그램이 읽을 수 있으니 환경 변수에 두는 편이 좋아요.</translation>
    </message>
    <message>
      <source>An asynchronous transport gave a stream that is not asynchronous.</source>
      <translation>비동기 전송이 비동기가 아닌 스트림을 주었어요.</translation>
    </message>
    <message>
      <source>An attachment is damaged and was left out.</source>
      <translation>손상된 첨부 파일을 뺐어요.</translation>
    </message>
    <message>
      <source>An entry that is no message was left out.</source>
      <translation>메시지가 아닌 항목을 뺐어요.</translation>
    </message>
    <message>
      <source>an error</source>
      <translation>오류 하나</translation>
    </message>
    <message>
      <source>An export of Rivulet</source>
      <translation>Rivulet 내보내기</translation>
    </message>
    <message>
      <source>an office document</source>
      <translation>오피스 문서 파일</translation>
    </message>
    <message>
      <source>And stop it with Esc</source>
      <translation>Esc로 멈춰 보세요</translation>
    </message>
    <message>
      <source>and {n} more</source>
      <translation>외 {n}개</translation>
    </message>
    <message>
      <source>Another agent has this name, or one too much like it.</source>
      <translation>이 이름이나 아주 비슷한 이름을 쓰는 에이전트가 있어요.</translation>
    </message>
    <message>
      <source>another form</source>
      <translation>다른 모습</translation>
    </message>
    <message>
      <source>Another program holds the file of the conversations. What is new stays in memory and is saved as soon as that program lets go.</source>
      <translation>다른 프로그램이 대화 파일을 붙잡고 있어요. 새로운 내용은 메모리에 있고, 그 프로그램이 놓으면 바로 저장해요.</translation>
    </message>
    <message>
      <source>Another Rivulet is using {0}. Nothing was changed. Go on in that window, or start with another --data-dir.</source>
      <translation>다른 Rivulet이 {0}을(를) 쓰고 있어요. 아무것도 바꾸지 않았어요. 그 창에서 계속하거나 다른 --data-dir로 시작해 주세요.</translation>
    </message>
    <message>
      <source>Answer</source>
      <translation>답변</translation>
    </message>
    <message>
      <source>Answer failed</source>
      <translation>답변 실패</translation>
    </message>
    <message>
      <source>Answer finished</source>
      <translation>답변이 끝났어요</translation>
    </message>
    <message>
      <source>Answer other programs</source>
      <translation>다른 프로그램에 답하기</translation>
    </message>
    <message>
      <source>Answer ready</source>
      <translation>답변이 왔어요</translation>
    </message>
    <message>
      <source>Answer to a server’s tool</source>
      <translation>서버의 도구에 준 대답</translation>
    </message>
    <message>
      <source>Answer to the model</source>
      <translation>모델에 준 대답</translation>
    </message>
    <message>
      <source>Answer {n}</source>
      <translation>답변 {n}</translation>
    </message>
    <message>
      <source>Answer, not streamed</source>
      <translation>답변, 한 번에</translation>
    </message>
    <message>
      <source>Answering</source>
      <translation>답변하는 중</translation>
    </message>
    <message>
      <source>answering</source>
      <translation>답변 중</translation>
    </message>
    <message>
      <source>Answers</source>
      <translation>답변 수</translation>
    </message>
    <message>
      <source>Answers go on. Quit ends the program.</source>
      <translation>답변은 계속돼요. 종료를 누르면 프로그램이 끝나요.</translation>
    </message>
    <message>
      <source>answers →</source>
      <translation>답변 →</translation>
    </message>
    <message>
      <source>Answer…</source>
      <translation>대답…</translation>
    </message>
    <message>
      <source>Anthropic Messages</source>
      <translation>Anthropic Messages</translation>
    </message>
    <message>
      <source>Anthropic names {0} as the end of {1}; a newer model will go on.</source>
      <translation>Anthropic은 {1}을(를) {0}까지만 제공한대요. 더 새로운 모델은 계속 쓸 수 있어요.</translation>
    </message>
    <message>
      <source>anything</source>
      <translation>무엇이든</translation>
    </message>
    <message>
      <source>API keys; never in a file</source>
      <translation>API 키. 파일에는 두지 않아요</translation>
    </message>
    <message>
      <source>Appearance</source>
      <translation>모양</translation>
    </message>
    <message>
      <source>Archive</source>
      <translation>보관함</translation>
    </message>
    <message>
      <source>Archived conversation</source>
      <translation>보관한 대화</translation>
    </message>
    <message>
      <source>Arguments</source>
      <translation>인수</translation>
    </message>
    <message>
      <source>Arguments as JSON</source>
      <translation>JSON 인수</translation>
    </message>
    <message>
      <source>Arguments of {name}</source>
      <translation>{name}의 인수</translation>
    </message>
    <message>
      <source>Arrival and screen</source>
      <translation>도착과 화면</translation>
    </message>
    <message>
      <source>Arrival and screen, characters</source>
      <translation>도착과 화면, 글자 수</translation>
    </message>
    <message>
      <source>arrived</source>
      <translation>도착</translation>
    </message>
    <message>
      <source>arriving</source>
      <translation>오는 중</translation>
    </message>
    <message>
      <source>As chosen in the conversation</source>
      <translation>대화에서 고른 대로</translation>
    </message>
    <message>
      <source>as in the file</source>
      <translation>파일에 있는 대로</translation>
    </message>
    <message>
      <source>As it came</source>
      <translation>왔던 그대로</translation>
    </message>
    <message>
      <source>As Markdown, HTML, JSON or plain text. JSON is complete and can be imported again.</source>
      <translation>Markdown, HTML, JSON, 일반 텍스트로 내보내요. JSON은 온전해서 다시 가져올 수 있어요.</translation>
    </message>
    <message>
      <source>As of {when}: {count}. What was there before is kept as {name}.</source>
      <translation>{when}의 모습: {count}. 그 전의 내용은 {name}(으)로 남아 있어요.</translation>
    </message>
    <message>
      <source>As the model has it</source>
      <translation>모델의 값대로</translation>
    </message>
    <message>
      <source>As the system says</source>
      <translation>시스템 설정대로</translation>
    </message>
    <message>
      <source>as usual</source>
      <translation>기본값</translation>
    </message>
    <message>
      <source>Ask again</source>
      <translation>다시 묻기</translation>
    </message>
    <message>
      <source>Ask me before every call</source>
      <translation>호출할 때마다 물어보기</translation>
    </message>
    <message>
      <source>Ask Rivulet a quick question</source>
      <translation>Rivulet에 바로 질문하기</translation>
    </message>
    <message>
      <source>Ask something</source>
      <translation>무엇이든 물어보세요</translation>
    </message>
    <message>
      <source>Asked for when it is used: {names}</source>
      <translation>쓸 때 물어봐요: {names}</translation>
    </message>
    <message>
      <source>Asking again would not change that. Ask in other words.</source>
      <translation>다시 물어도 달라지지 않아요. 다른 말로 물어봐 주세요.</translation>
    </message>
    <message>
      <source>Asking the server for its models…</source>
      <translation>서버에 모델을 묻는 중…</translation>
    </message>
    <message>
      <source>asking you</source>
      <translation>물어보는 중</translation>
    </message>
    <message>
      <source>asks first</source>
      <translation>먼저 물어봐요</translation>
    </message>
    <message>
      <source>Asks to hand over</source>
      <translation>넘기겠다고 함</translation>
    </message>
    <message>
      <source>asks you</source>
      <translation>물어봄</translation>
    </message>
    <message>
      <source>Asks you about {tool}</source>
      <translation>{tool}에 대해 물어봄</translation>
    </message>
    <message>
      <source>Assistant</source>
      <translation>어시스턴트</translation>
    </message>
    <message>
      <source>At most {n} files go with one message.</source>
      <translation>메시지 하나에 파일을 {n}개까지 보낼 수 있어요.</translation>
    </message>
    <message>
      <source>At once</source>
      <translation>한꺼번에</translation>
    </message>
    <message>
      <source>Attac&amp;h files…</source>
      <translation>파일 첨부(&amp;H)…</translation>
    </message>
    <message>
      <source>Attach</source>
      <translation>첨부</translation>
    </message>
    <message>
      <source>Attach files</source>
      <translation>파일 첨부</translation>
    </message>
    <message>
      <source>Attached files</source>
      <translation>첨부한 파일</translation>
    </message>
    <message>
      <source>Attached files that are no longer there and were left out: {n}.</source>
      <translation>이제 없어서 뺀 첨부 파일: {n}개.</translation>
    </message>
    <message>
      <source>Attached files that are not in the export, or of a kind that cannot be attached, stand there by name.</source>
      <translation>내보낸 파일에 없거나 첨부할 수 없는 종류의 첨부 파일은 이름만 남겼어요.</translation>
    </message>
    <message>
      <source>Attached files that are not in the file: {n}.</source>
      <translation>파일에 들어 있지 않은 첨부 파일: {n}개.</translation>
    </message>
    <message>
      <source>Attached files whose content is not in the export stand there by name.</source>
      <translation>내보낸 파일에 내용이 없는 첨부 파일은 이름만 남겼어요.</translation>
    </message>
    <message>
      <source>Attached files, each once</source>
      <translation>첨부한 파일, 하나씩만</translation>
    </message>
    <message>
      <source>Attached: {}</source>
      <translation>첨부: {}</translation>
    </message>
    <message>
      <source>Back to the built-in values</source>
      <translation>기본 제공 값으로 되돌리기</translation>
    </message>
    <message>
      <source>Back to the usual values</source>
      <translation>기본값으로 되돌리기</translation>
    </message>
    <message>
      <source>Back up now</source>
      <translation>지금 백업</translation>
    </message>
    <message>
      <source>Base URL</source>
      <translation>기본 주소(Base URL)</translation>
    </message>
    <message>
      <source>Before a copy was restored</source>
      <translation>사본을 복원하기 전</translation>
    </message>
    <message>
      <source>Before an update of the file</source>
      <translation>파일 형식을 바꾸기 전</translation>
    </message>
    <message>
      <source>Before everything was deleted</source>
      <translation>모두 삭제하기 전</translation>
    </message>
    <message>
      <source>Begins</source>
      <translation>시작함</translation>
    </message>
    <message>
      <source>Begins, with {model}</source>
      <translation>{model}(으)로 시작</translation>
    </message>
    <message>
      <source>Best</source>
      <translation>최소</translation>
    </message>
    <message>
      <source>Between two pieces of an answer. Signs of life alone do not count.</source>
      <translation>답변의 두 조각 사이의 시간이에요. 연결 유지 신호는 답변으로 치지 않아요.</translation>
    </message>
    <message>
      <source>Body</source>
      <translation>본문</translation>
    </message>
    <message>
      <source>Both kinds are shown here side by side.</source>
      <translation>두 종류를 여기에 나란히 보여 줘요.</translation>
    </message>
    <message>
      <source>Branch from here</source>
      <translation>여기서 분기</translation>
    </message>
    <message>
      <source>Bring in once more what is there already, as copies</source>
      <translation>이미 있는 것도 사본으로 한 번 더 가져오기</translation>
    </message>
    <message>
      <source>build {build}</source>
      <translation>빌드 {build}</translation>
    </message>
    <message>
      <source>Built in</source>
      <translation>기본 제공</translation>
    </message>
    <message>
      <source>Built in, changed by you</source>
      <translation>기본 제공, 내가 바꿈</translation>
    </message>
    <message>
      <source>Built into Rivulet</source>
      <translation>Rivulet에 들어 있음</translation>
    </message>
    <message>
      <source>Bytes</source>
      <translation>바이트</translation>
    </message>
    <message>
      <source>Calculator</source>
      <translation>계산기</translation>
    </message>
    <message>
      <source>Call of {name}</source>
      <translation>{name} 호출</translation>
    </message>
    <message>
      <source>Calls a tool</source>
      <translation>도구를 호출함</translation>
    </message>
    <message>
      <source>Calls with arguments like these</source>
      <translation>인수가 이와 비슷한 호출</translation>
    </message>
    <message>
      <source>Calls within</source>
      <translation>호출 제한 시간</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>취소</translation>
    </message>
    <message>
      <source>Cancel the test</source>
      <translation>시험 취소</translation>
    </message>
    <message>
      <source>Cancelled. What was measured stays.</source>
      <translation>취소했어요. 측정한 것은 남아 있어요.</translation>
    </message>
    <message>
      <source>Certificates (*.pem *.crt *.cer)</source>
      <translation>인증서(*.pem *.crt *.cer)</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>바뀌는 것</translation>
    </message>
    <message>
      <source>Changes of its lists are not told: {0}</source>
      <translation>목록이 바뀌어도 알려 주지 않아요: {0}</translation>
    </message>
    <message>
      <source>characters</source>
      <translation>글자</translation>
    </message>
    <message>
      <source>characters/s</source>
      <translation>글자/초</translation>
    </message>
    <message>
      <source>Choices</source>
      <translation>선택지</translation>
    </message>
    <message>
      <source>Choose</source>
      <translation>고르기</translation>
    </message>
    <message>
      <source>Choose a &amp;model</source>
      <translation>모델 선택(&amp;M)</translation>
    </message>
    <message>
      <source>Choose a file of certificates</source>
      <translation>인증서 파일 선택</translation>
    </message>
    <message>
      <source>Choose a file to import</source>
      <translation>가져올 파일 선택</translation>
    </message>
    <message>
      <source>Choose a file, or drop it here.</source>
      <translation>파일을 고르거나 여기에 놓으세요.</translation>
    </message>
    <message>
      <source>Choose a file…</source>
      <translation>파일 선택…</translation>
    </message>
    <message>
      <source>Choose a folder…</source>
      <translation>폴더 선택…</translation>
    </message>
    <message>
      <source>Choose a model</source>
      <translation>모델 선택</translation>
    </message>
    <message>
      <source>Choose a model.</source>
      <translation>모델을 골라 주세요.</translation>
    </message>
    <message>
      <source>Choose a provider</source>
      <translation>제공자 선택</translation>
    </message>
    <message>
      <source>Choose a provider.</source>
      <translation>제공자를 골라 주세요.</translation>
    </message>
    <message>
      <source>Choose a tool to see what the model is told about it.</source>
      <translation>도구를 고르면 모델이 듣는 설명이 보여요.</translation>
    </message>
    <message>
      <source>Choose an event to see its bytes as they came.</source>
      <translation>이벤트를 고르면 받은 그대로의 바이트가 보여요.</translation>
    </message>
    <message>
      <source>Choose where the folder with the files shall be</source>
      <translation>파일 폴더를 둘 위치를 골라 주세요</translation>
    </message>
    <message>
      <source>Choose where…</source>
      <translation>위치 선택…</translation>
    </message>
    <message>
      <source>Choose “Agents” where the provider is chosen, and send a message.</source>
      <translation>제공자를 고르는 곳에서 “에이전트”를 고르고 메시지를 보내 주세요.</translation>
    </message>
    <message>
      <source>Choose…</source>
      <translation>선택…</translation>
    </message>
    <message>
      <source>Chosen in the list: {count}</source>
      <translation>목록에서 고른 것: {count}</translation>
    </message>
    <message>
      <source>Clear the search</source>
      <translation>검색 지우기</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>닫기</translation>
    </message>
    <message>
      <source>Close the notice</source>
      <translation>알림 닫기</translation>
    </message>
    <message>
      <source>closed</source>
      <translation>닫힘</translation>
    </message>
    <message>
      <source>closed {time}</source>
      <translation>닫힘 {time}</translation>
    </message>
    <message>
      <source>Closing the window keeps Rivulet in the tray</source>
      <translation>창을 닫아도 트레이에 남기</translation>
    </message>
    <message>
      <source>Code</source>
      <translation>코드</translation>
    </message>
    <message>
      <source>code</source>
      <translation>코드</translation>
    </message>
    <message>
      <source>Command line</source>
      <translation>명령줄</translation>
    </message>
    <message>
      <source>Commands</source>
      <translation>명령</translation>
    </message>
    <message>
      <source>Commands, conversations, models, settings</source>
      <translation>명령, 대화, 모델, 설정</translation>
    </message>
    <message>
      <source>comment</source>
      <translation>주석</translation>
    </message>
    <message>
      <source>Complete, with every version and file. Rivulet can import it again.</source>
      <translation>모든 버전과 파일이 든 온전한 형식이에요. Rivulet에서 다시 가져올 수 있어요.</translation>
    </message>
    <message>
      <source>Connected in {time}. It offers one model.</source>
      <translation>{time} 만에 연결했어요. 모델이 하나 있어요.</translation>
    </message>
    <message>
      <source>Connected in {time}. It offers {n} models.</source>
      <translation>{time} 만에 연결했어요. 모델이 {n}개 있어요.</translation>
    </message>
    <message>
      <source>Connected in {time}. The server names no models; type one in the model picker.</source>
      <translation>{time} 만에 연결했어요. 서버가 모델 이름을 알려 주지 않아요. 모델 선택 칸에 직접 입력해 주세요.</translation>
    </message>
    <message>
      <source>connected {time}</source>
      <translation>연결 {time}</translation>
    </message>
    <message>
      <source>Connecting</source>
      <translation>연결 중</translation>
    </message>
    <message>
      <source>connecting</source>
      <translation>연결 중</translation>
    </message>
    <message>
      <source>Connecting…</source>
      <translation>연결하는 중…</translation>
    </message>
    <message>
      <source>Connection</source>
      <translation>연결</translation>
    </message>
    <message>
      <source>connection closed</source>
      <translation>연결 닫힘</translation>
    </message>
    <message>
      <source>Connection closed in</source>
      <translation>연결을 닫는 데</translation>
    </message>
    <message>
      <source>Content of the kind “{0}” was left out.</source>
      <translation>“{0}” 종류의 내용을 뺐어요.</translation>
    </message>
    <message>
      <source>Content of the kind “{0}” was taken as text.</source>
      <translation>“{0}” 종류의 내용을 텍스트로 가져왔어요.</translation>
    </message>
    <message>
      <source>Contents</source>
      <translation>차례</translation>
    </message>
    <message>
      <source>Continue</source>
      <translation>이어서 쓰기</translation>
    </message>
    <message>
      <source>continued</source>
      <translation>이어짐</translation>
    </message>
    <message>
      <source>Contrast</source>
      <translation>대비</translation>
    </message>
    <message>
      <source>Conversation</source>
      <translation>대화 내용</translation>
    </message>
    <message>
      <source>Conversation deleted</source>
      <translation>대화를 삭제했어요</translation>
    </message>
    <message>
      <source>Conversations</source>
      <translation>대화</translation>
    </message>
    <message>
      <source>Conversations ({kinds})</source>
      <translation>대화({kinds})</translation>
    </message>
    <message>
      <source>Conversations cannot be kept in {0} ({1}). They stay in memory until Rivulet ends. Correct the folder's permissions, or start with another --data-dir.</source>
      <translation>{0}에 대화를 보관할 수 없어요({1}). Rivulet을 끝낼 때까지 메모리에만 있어요. 폴더의 권한을 고치거나 다른 --data-dir로 시작해 주세요.</translation>
    </message>
    <message>
      <source>Conversations in the file</source>
      <translation>파일에 있는 대화</translation>
    </message>
    <message>
      <source>Conversations, drafts, folders</source>
      <translation>대화, 초안, 폴더</translation>
    </message>
    <message>
      <source>Conversations: {conversations}, messages: {messages}</source>
      <translation>대화: {conversations}, 메시지: {messages}</translation>
    </message>
    <message>
      <source>Copied</source>
      <translation>복사했어요</translation>
    </message>
    <message>
      <source>Copied.</source>
      <translation>복사했어요.</translation>
    </message>
    <message>
      <source>Copied. The key is not in it: it is read from {name}.</source>
      <translation>복사했어요. 키는 들어 있지 않고 {name}에서 읽어요.</translation>
    </message>
    <message>
      <source>Copies…</source>
      <translation>사본…</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>복사</translation>
    </message>
    <message>
      <source>Copy as curl</source>
      <translation>curl로 복사</translation>
    </message>
    <message>
      <source>Copy as Markdown</source>
      <translation>Markdown으로 복사</translation>
    </message>
    <message>
      <source>Copy as Python</source>
      <translation>Python으로 복사</translation>
    </message>
    <message>
      <source>Copy code</source>
      <translation>코드 복사</translation>
    </message>
    <message>
      <source>Copy formula</source>
      <translation>수식 복사</translation>
    </message>
    <message>
      <source>Copy link</source>
      <translation>링크 복사</translation>
    </message>
    <message>
      <source>Copy the address</source>
      <translation>주소 복사</translation>
    </message>
    <message>
      <source>Copy the message</source>
      <translation>메시지 복사</translation>
    </message>
    <message>
      <source>Copy the message as Markdown</source>
      <translation>메시지를 Markdown으로 복사</translation>
    </message>
    <message>
      <source>Copy the report</source>
      <translation>보고 복사</translation>
    </message>
    <message>
      <source>Copy version</source>
      <translation>버전 복사</translation>
    </message>
    <message>
      <source>Copy: {name}</source>
      <translation>복사: {name}</translation>
    </message>
    <message>
      <source>Cost</source>
      <translation>비용</translation>
    </message>
    <message>
      <source>Cost this month</source>
      <translation>이번 달 비용</translation>
    </message>
    <message>
      <source>Cost this month, about</source>
      <translation>이번 달 비용, 대략</translation>
    </message>
    <message>
      <source>Cost, about</source>
      <translation>대략의 비용</translation>
    </message>
    <message>
      <source>Course of the turn</source>
      <translation>턴의 흐름</translation>
    </message>
    <message>
      <source>CPU {n} %</source>
      <translation>CPU {n}%</translation>
    </message>
    <message>
      <source>Crashed; restarts in {n} s</source>
      <translation>갑자기 끝남, {n}초 뒤 다시 시작</translation>
    </message>
    <message>
      <source>CSV table (*.csv)</source>
      <translation>CSV 표(*.csv)</translation>
    </message>
    <message>
      <source>Cut off at the length limit</source>
      <translation>길이 제한에서 잘렸어요</translation>
    </message>
    <message>
      <source>Cut off at the length limit.</source>
      <translation>길이 제한에서 잘렸어요.</translation>
    </message>
    <message>
      <source>Da&amp;ta</source>
      <translation>데이터(&amp;T)</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>어둡게</translation>
    </message>
    <message>
      <source>Data</source>
      <translation>데이터</translation>
    </message>
    <message>
      <source>Data folder</source>
      <translation>데이터 폴더</translation>
    </message>
    <message>
      <source>Date, time and weekday anywhere.</source>
      <translation>어느 곳이든 날짜, 시각, 요일.</translation>
    </message>
    <message>
      <source>Dated copies</source>
      <translation>날짜별 사본</translation>
    </message>
    <message>
      <source>Dates</source>
      <translation>날짜</translation>
    </message>
    <message>
      <source>Days between dates, weekdays, weeks.</source>
      <translation>날짜 사이의 일수, 요일, 주.</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>삭제</translation>
    </message>
    <message>
      <source>Delete all</source>
      <translation>모두 삭제</translation>
    </message>
    <message>
      <source>Delete all conversations</source>
      <translation>모든 대화 삭제</translation>
    </message>
    <message>
      <source>Delete the copy of {when}?</source>
      <translation>{when}의 사본을 삭제할까요?</translation>
    </message>
    <message>
      <source>Delete the dated copies and all attached files too</source>
      <translation>날짜별 사본과 첨부 파일도 모두 삭제</translation>
    </message>
    <message>
      <source>Deleted</source>
      <translation>삭제했어요</translation>
    </message>
    <message>
      <source>Deleted, with what followed</source>
      <translation>이어진 내용과 함께 삭제했어요</translation>
    </message>
    <message>
      <source>Delete…</source>
      <translation>삭제…</translation>
    </message>
    <message>
      <source>Deleting a copy</source>
      <translation>사본 삭제하는 중</translation>
    </message>
    <message>
      <source>Deleting all conversations</source>
      <translation>모든 대화 삭제하는 중</translation>
    </message>
    <message>
      <source>Demo (no model)</source>
      <translation>데모(모델 없음)</translation>
    </message>
    <message>
      <source>denied</source>
      <translation>허용 안 됨</translation>
    </message>
    <message>
      <source>Denied: {}</source>
      <translation>허용 안 함: {}</translation>
    </message>
    <message>
      <source>Deny</source>
      <translation>허용 안 함</translation>
    </message>
    <message>
      <source>Deny and say why…</source>
      <translation>허용하지 않고 이유 쓰기…</translation>
    </message>
    <message>
      <source>Desktop</source>
      <translation>데스크톱</translation>
    </message>
    <message>
      <source>Discard</source>
      <translation>버리기</translation>
    </message>
    <message>
      <source>Do n&amp;ot allow the waiting call</source>
      <translation>기다리는 호출 허용하지 않기(&amp;O)</translation>
    </message>
    <message>
      <source>Do not allow</source>
      <translation>허용하지 않기</translation>
    </message>
    <message>
      <source>Does not run</source>
      <translation>실행되지 않음</translation>
    </message>
    <message>
      <source>done</source>
      <translation>완료</translation>
    </message>
    <message>
      <source>Draft</source>
      <translation>초안</translation>
    </message>
    <message>
      <source>Drop</source>
      <translation>대기 취소</translation>
    </message>
    <message>
      <source>Duplicate this provider</source>
      <translation>이 제공자 복제</translation>
    </message>
    <message>
      <source>Each letter becomes an x. Lengths, times and everything else stay as they are.</source>
      <translation>글자마다 x로 바꿔요. 길이, 시각, 그 밖의 것은 그대로예요.</translation>
    </message>
    <message>
      <source>Earlier</source>
      <translation>더 이전</translation>
    </message>
    <message>
      <source>Edit</source>
      <translation>편집</translation>
    </message>
    <message>
      <source>Edit a copy…</source>
      <translation>사본 편집…</translation>
    </message>
    <message>
      <source>Edit presets…</source>
      <translation>프리셋 편집…</translation>
    </message>
    <message>
      <source>Edit the arguments of {name}</source>
      <translation>{name}의 인수 편집</translation>
    </message>
    <message>
      <source>Edit the arguments…</source>
      <translation>인수 편집…</translation>
    </message>
    <message>
      <source>Editing an earlier message</source>
      <translation>앞선 메시지 편집 중</translation>
    </message>
    <message>
      <source>Edit…</source>
      <translation>편집…</translation>
    </message>
    <message>
      <source>end</source>
      <translation>끝</translation>
    </message>
    <message>
      <source>End here</source>
      <translation>여기서 끝내기</translation>
    </message>
    <message>
      <source>end of the turn</source>
      <translation>턴의 끝</translation>
    </message>
    <message>
      <source>Ended for a reason that is not known here.</source>
      <translation>알 수 없는 이유로 끝났어요.</translation>
    </message>
    <message>
      <source>Ended properly, without saying why.</source>
      <translation>이유를 밝히지 않고 정상으로 끝났어요.</translation>
    </message>
    <message>
      <source>Ended with calls that are not run here.</source>
      <translation>여기서 실행하지 않는 호출로 끝났어요.</translation>
    </message>
    <message>
      <source>Enter a key</source>
      <translation>키 입력</translation>
    </message>
    <message>
      <source>Enter another key</source>
      <translation>다른 키 입력</translation>
    </message>
    <message>
      <source>Enter does it, Esc closes.</source>
      <translation>Enter로 실행하고 Esc로 닫아요.</translation>
    </message>
    <message>
      <source>Enter key</source>
      <translation>키 넣기</translation>
    </message>
    <message>
      <source>Enter sends it after this answer</source>
      <translation>Enter를 누르면 이 답변 뒤에 보내요</translation>
    </message>
    <message>
      <source>Environment</source>
      <translation>환경</translation>
    </message>
    <message>
      <source>error</source>
      <translation>오류</translation>
    </message>
    <message>
      <source>Errors</source>
      <translation>오류</translation>
    </message>
    <message>
      <source>Estimated: characters by four. Services count in their own way.</source>
      <translation>글자 수를 4로 나눈 추정이에요. 서비스마다 세는 방법이 달라요.</translation>
    </message>
    <message>
      <source>Event</source>
      <translation>이벤트</translation>
    </message>
    <message>
      <source>Events</source>
      <translation>이벤트</translation>
    </message>
    <message>
      <source>Every call of this tool, whatever the arguments</source>
      <translation>인수와 관계없이 이 도구의 모든 호출</translation>
    </message>
    <message>
      <source>Every public function of the Python files in this folder is a tool. Type hints and the docstring tell the model what it takes. Each call asks first and runs in a process of its own.</source>
      <translation>이 폴더의 Python 파일에 있는 공개 함수는 모두 도구예요. 타입 힌트와 docstring이 모델에 쓰는 법을 알려 줘요. 호출할 때마다 먼저 물어보고, 별도의 프로세스에서 실행해요.</translation>
    </message>
    <message>
      <source>Every request and each event of its answer is listed here.</source>
      <translation>모든 요청과 그 응답의 이벤트가 하나하나 여기에 보여요.</translation>
    </message>
    <message>
      <source>Everything</source>
      <translation>모두</translation>
    </message>
    <message>
      <source>Everything has its usual value again. Providers, keys and conversations stay.</source>
      <translation>모두 기본값으로 돌아가요. 제공자, 키, 대화는 그대로예요.</translation>
    </message>
    <message>
      <source>Everything that is set there has its usual value again.</source>
      <translation>여기에서 정한 것이 모두 기본값으로 돌아가요.</translation>
    </message>
    <message>
      <source>Everything together, tools and waits included.</source>
      <translation>도구와 기다림까지 모두 합친 시간이에요.</translation>
    </message>
    <message>
      <source>Everything: {count}</source>
      <translation>모두: {count}</translation>
    </message>
    <message>
      <source>Exact arithmetic, roots, logarithms and angles.</source>
      <translation>정확한 계산, 제곱근, 로그, 각도.</translation>
    </message>
    <message>
      <source>exactly {value}</source>
      <translation>정확히 {value}</translation>
    </message>
    <message>
      <source>Exchanges</source>
      <translation>요청 목록</translation>
    </message>
    <message>
      <source>Exchanges of all conversations</source>
      <translation>모든 대화의 요청</translation>
    </message>
    <message>
      <source>Explain something</source>
      <translation>설명해 달라고 하기</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>내보내기</translation>
    </message>
    <message>
      <source>Export as</source>
      <translation>내보낼 형식</translation>
    </message>
    <message>
      <source>Export the settings</source>
      <translation>설정 내보내기</translation>
    </message>
    <message>
      <source>Export the settings…</source>
      <translation>설정 내보내기…</translation>
    </message>
    <message>
      <source>Exported</source>
      <translation>내보냈어요</translation>
    </message>
    <message>
      <source>Exporting {count}</source>
      <translation>{count} 내보내는 중</translation>
    </message>
    <message>
      <source>Export…</source>
      <translation>내보내기…</translation>
    </message>
    <message>
      <source>Extra headers</source>
      <translation>추가 헤더</translation>
    </message>
    <message>
      <source>Failed</source>
      <translation>실패했어요</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>실패</translation>
    </message>
    <message>
      <source>Failed: {}</source>
      <translation>실패: {}</translation>
    </message>
    <message>
      <source>File of certificates</source>
      <translation>인증서 파일</translation>
    </message>
    <message>
      <source>Files…</source>
      <translation>파일…</translation>
    </message>
    <message>
      <source>Find</source>
      <translation>찾기</translation>
    </message>
    <message>
      <source>Find &amp;next</source>
      <translation>다음 찾기(&amp;N)</translation>
    </message>
    <message>
      <source>Find in conversation</source>
      <translation>대화에서 찾기</translation>
    </message>
    <message>
      <source>Find in events</source>
      <translation>이벤트에서 찾기</translation>
    </message>
    <message>
      <source>Find pre&amp;vious</source>
      <translation>이전 찾기(&amp;V)</translation>
    </message>
    <message>
      <source>Finished</source>
      <translation>끝났어요</translation>
    </message>
    <message>
      <source>Finishing</source>
      <translation>마무리하는 중</translation>
    </message>
    <message>
      <source>finishing</source>
      <translation>마무리 중</translation>
    </message>
    <message>
      <source>Finishing…</source>
      <translation>마무리하는 중…</translation>
    </message>
    <message>
      <source>First byte</source>
      <translation>첫 바이트</translation>
    </message>
    <message>
      <source>first byte {time}</source>
      <translation>첫 바이트 {time}</translation>
    </message>
    <message>
      <source>First token</source>
      <translation>첫 토큰</translation>
    </message>
    <message>
      <source>first token</source>
      <translation>첫 토큰</translation>
    </message>
    <message>
      <source>first token {time}</source>
      <translation>첫 토큰 {time}</translation>
    </message>
    <message>
      <source>First token, streamed</source>
      <translation>첫 토큰, 스트리밍</translation>
    </message>
    <message>
      <source>first token, streamed</source>
      <translation>첫 토큰(스트리밍)</translation>
    </message>
    <message>
      <source>first {time}</source>
      <translation>첫 토큰 {time}</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>폴더</translation>
    </message>
    <message>
      <source>Folder removed; its conversations are in the list</source>
      <translation>폴더를 없앴어요. 그 안의 대화는 목록에 있어요</translation>
    </message>
    <message>
      <source>Folder renamed</source>
      <translation>폴더 이름을 바꿨어요</translation>
    </message>
    <message>
      <source>Folders</source>
      <translation>폴더 목록</translation>
    </message>
    <message>
      <source>Folders that models may read</source>
      <translation>모델이 읽어도 되는 폴더들</translation>
    </message>
    <message>
      <source>For a bug report</source>
      <translation>문제 보고용</translation>
    </message>
    <message>
      <source>For a quick question, and to come back to the window.</source>
      <translation>바로 질문하거나 창으로 돌아올 때 써요.</translation>
    </message>
    <message>
      <source>For a report: version, build, Python, Qt and system</source>
      <translation>보고용: 버전, 빌드, Python, Qt, 시스템</translation>
    </message>
    <message>
      <source>For models that share this computer: side by side they would slow each other.</source>
      <translation>이 컴퓨터를 함께 쓰는 모델이라면 켜 주세요. 나란히 실행하면 서로 느려져요.</translation>
    </message>
    <message>
      <source>For notes and for other programs.</source>
      <translation>메모나 다른 프로그램에 알맞아요.</translation>
    </message>
    <message>
      <source>Forget the key</source>
      <translation>키 잊기</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>형식</translation>
    </message>
    <message>
      <source>Found settings</source>
      <translation>찾은 설정</translation>
    </message>
    <message>
      <source>Found tools</source>
      <translation>찾은 도구</translation>
    </message>
    <message>
      <source>Frame</source>
      <translation>프레임</translation>
    </message>
    <message>
      <source>frame gap p99 {n} ms</source>
      <translation>프레임 간격 p99 {n} ms</translation>
    </message>
    <message>
      <source>free</source>
      <translation>무료</translation>
    </message>
    <message>
      <source>From Rivulet, ChatGPT, Claude or a list of messages. Nothing is overwritten; it can be undone.</source>
      <translation>Rivulet, ChatGPT, Claude의 파일이나 메시지 목록에서 가져와요. 덮어쓰지 않고, 취소할 수 있어요.</translation>
    </message>
    <message>
      <source>From sending until the answer begins. Models that think first need minutes.</source>
      <translation>보낸 뒤 답변이 시작될 때까지의 시간이에요. 먼저 생각하는 모델은 몇 분이 걸려요.</translation>
    </message>
    <message>
      <source>From the tool server {server}</source>
      <translation>도구 서버 {server}에서 옴</translation>
    </message>
    <message>
      <source>Full</source>
      <translation>전부</translation>
    </message>
    <message>
      <source>Gap</source>
      <translation>간격</translation>
    </message>
    <message>
      <source>Gaps between deltas</source>
      <translation>조각 사이 간격</translation>
    </message>
    <message>
      <source>Get a key</source>
      <translation>키 발급받기</translation>
    </message>
    <message>
      <source>Give “{name}” its built-in values again?</source>
      <translation>“{name}”을(를) 기본 제공 값으로 되돌릴까요?</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>계속</translation>
    </message>
    <message>
      <source>Go on in “{title}”</source>
      <translation>“{title}”에서 계속하기</translation>
    </message>
    <message>
      <source>Go on with an answer first; then it is a conversation like any other.</source>
      <translation>먼저 한 답변으로 계속해 주세요. 그러면 다른 대화와 같아져요.</translation>
    </message>
    <message>
      <source>Go on with this</source>
      <translation>이것으로 계속</translation>
    </message>
    <message>
      <source>Go on with {model}</source>
      <translation>{model}(으)로 계속</translation>
    </message>
    <message>
      <source>Go to a field and press the new keys; Backspace takes them away.</source>
      <translation>칸으로 가서 새 키를 누르세요. Backspace를 누르면 지워요.</translation>
    </message>
    <message>
      <source>Guardrail</source>
      <translation>가드레일</translation>
    </message>
    <message>
      <source>Handed over</source>
      <translation>넘김</translation>
    </message>
    <message>
      <source>Handoff</source>
      <translation>넘기기</translation>
    </message>
    <message>
      <source>Hands over to</source>
      <translation>넘길 수 있는 곳</translation>
    </message>
    <message>
      <source>Hands over to {agent}</source>
      <translation>{agent}에 넘김</translation>
    </message>
    <message>
      <source>has a draft</source>
      <translation>초안 있음</translation>
    </message>
    <message>
      <source>Headers</source>
      <translation>헤더</translation>
    </message>
    <message>
      <source>headers {time}</source>
      <translation>헤더 {time}</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>도움말</translation>
    </message>
    <message>
      <source>Hide the key</source>
      <translation>키 숨기기</translation>
    </message>
    <message>
      <source>Hide what does not match</source>
      <translation>맞지 않는 것 숨기기</translation>
    </message>
    <message>
      <source>High</source>
      <translation>높게</translation>
    </message>
    <message>
      <source>High: black and white, with strong lines.</source>
      <translation>높게: 검정과 하양에 뚜렷한 선을 써요.</translation>
    </message>
    <message>
      <source>How does a river find its way to the sea? Explain it to a curious child.</source>
      <translation>강은 어떻게 바다까지 길을 찾아가나요? 호기심 많은 아이에게 설명해 주세요.</translation>
    </message>
    <message>
      <source>How does a river find its way?</source>
      <translation>강은 어떻게 길을 찾나요?</translation>
    </message>
    <message>
      <source>How long one call may run. Time that it waits for you does not count.</source>
      <translation>호출 하나가 실행될 수 있는 시간이에요. 대답을 기다리는 시간은 세지 않아요.</translation>
    </message>
    <message>
      <source>How often a request is sent again by itself. Only before the first word has arrived.</source>
      <translation>요청을 저절로 다시 보내는 횟수예요. 첫 글자가 오기 전에만 다시 보내요.</translation>
    </message>
    <message>
      <source>How often in a row a model may ask for tools before you are asked.</source>
      <translation>모델이 도구를 몇 번 연달아 요청하면 물어볼지 정해요.</translation>
    </message>
    <message>
      <source>How the answer ended</source>
      <translation>답변이 어떻게 끝났는지</translation>
    </message>
    <message>
      <source>HTML</source>
      <translation>HTML</translation>
    </message>
    <message>
      <source>Icon in the tray</source>
      <translation>트레이 아이콘</translation>
    </message>
    <message>
      <source>idle</source>
      <translation>쉬는 중</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>가져오기</translation>
    </message>
    <message>
      <source>Import from JSON</source>
      <translation>JSON에서 가져오기</translation>
    </message>
    <message>
      <source>Import settings</source>
      <translation>설정 가져오기</translation>
    </message>
    <message>
      <source>Import settings…</source>
      <translation>설정 가져오기…</translation>
    </message>
    <message>
      <source>Import tool servers</source>
      <translation>도구 서버 가져오기</translation>
    </message>
    <message>
      <source>Import undone</source>
      <translation>가져오기를 취소했어요</translation>
    </message>
    <message>
      <source>Import {count}</source>
      <translation>{count} 가져오기</translation>
    </message>
    <message>
      <source>Imported</source>
      <translation>가져왔어요</translation>
    </message>
    <message>
      <source>Importing {count}</source>
      <translation>{count} 가져오는 중</translation>
    </message>
    <message>
      <source>Import…</source>
      <translation>가져오기…</translation>
    </message>
    <message>
      <source>In the background</source>
      <translation>백그라운드에서</translation>
    </message>
    <message>
      <source>in {n} pieces</source>
      <translation>조각 {n}개로</translation>
    </message>
    <message>
      <source>Input</source>
      <translation>입력</translation>
    </message>
    <message>
      <source>Insert</source>
      <translation>넣기</translation>
    </message>
    <message>
      <source>Insert a &amp;prompt</source>
      <translation>프롬프트 넣기(&amp;P)</translation>
    </message>
    <message>
      <source>Inspector</source>
      <translation>검사기</translation>
    </message>
    <message>
      <source>Instructions</source>
      <translation>지침</translation>
    </message>
    <message>
      <source>Instructions, a model and its parameters under one name. Chosen per conversation, above it. What is empty is not sent.</source>
      <translation>지침, 모델, 매개변수를 한 이름으로 묶어 둬요. 대화마다 위쪽에서 골라요. 비워 둔 것은 보내지 않아요.</translation>
    </message>
    <message>
      <source>interrupted</source>
      <translation>중단됨</translation>
    </message>
    <message>
      <source>Interrupted: {}</source>
      <translation>중단됨: {}</translation>
    </message>
    <message>
      <source>It asks</source>
      <translation>모델의 물음</translation>
    </message>
    <message>
      <source>It cannot be brought back. Files that only it has are deleted too.</source>
      <translation>되돌릴 수 없어요. 이 사본에만 있는 파일도 함께 삭제해요.</translation>
    </message>
    <message>
      <source>It cannot be continued: there is no room left. Start a new chat, or choose a model with more.</source>
      <translation>남은 공간이 없어 이어서 쓸 수 없어요. 새 대화를 시작하거나 공간이 더 큰 모델을 골라 주세요.</translation>
    </message>
    <message>
      <source>It gets no key of Rivulet’s, and no shell reads the line.</source>
      <translation>Rivulet의 키는 받지 않고, 이 줄은 셸을 거치지 않아요.</translation>
    </message>
    <message>
      <source>It hands over to itself.</source>
      <translation>자기 자신에게 넘겨요.</translation>
    </message>
    <message>
      <source>It hands over to {name}, which is not there.</source>
      <translation>넘길 곳인 {name}이(가) 없어요.</translation>
    </message>
    <message>
      <source>it has a number that is too long</source>
      <translation>너무 긴 숫자가 있어요</translation>
    </message>
    <message>
      <source>it has {0}, and {1} takes pictures of {2} at most</source>
      <translation>크기가 {0}인데 {1}은(는) 그림을 {2}까지 받아요</translation>
    </message>
    <message>
      <source>It has {copied}. What is there now, {there}, is kept as a copy first. Running answers are stopped, and what they said is kept there too.</source>
      <translation>사본에는 {copied}가 있어요. 지금 있는 {there}는 먼저 사본으로 남겨요. 진행 중인 답변은 중지하고, 그 내용도 사본에 남겨요.</translation>
    </message>
    <message>
      <source>It is ended, and its keys and sign-in are forgotten.</source>
      <translation>서버를 끝내고, 키와 로그인 정보를 잊어요.</translation>
    </message>
    <message>
      <source>It is left as it is.</source>
      <translation>그대로 두었어요.</translation>
    </message>
    <message>
      <source>it is nested too deeply</source>
      <translation>너무 깊이 겹쳐 있어요</translation>
    </message>
    <message>
      <source>it is no object</source>
      <translation>객체가 아니에요</translation>
    </message>
    <message>
      <source>it is not a copy of conversations</source>
      <translation>대화의 사본이 아니에요</translation>
    </message>
    <message>
      <source>it is not an object in braces</source>
      <translation>중괄호로 묶인 객체가 아니에요</translation>
    </message>
    <message>
      <source>it is not JSON at its character {0}</source>
      <translation>{0}번째 글자부터 JSON이 아니에요</translation>
    </message>
    <message>
      <source>it is not text</source>
      <translation>텍스트가 아니에요</translation>
    </message>
    <message>
      <source>It is switched off.</source>
      <translation>꺼져 있어요.</translation>
    </message>
    <message>
      <source>It must be an object in curly brackets.</source>
      <translation>중괄호로 묶인 객체여야 해요.</translation>
    </message>
    <message>
      <source>It names neither a command nor an address.</source>
      <translation>명령도 주소도 없어요.</translation>
    </message>
    <message>
      <source>It needs a name.</source>
      <translation>이름이 필요해요.</translation>
    </message>
    <message>
      <source>It plays recorded streams through the real protocols. No model is behind it, and no network.</source>
      <translation>기록된 스트림을 실제 프로토콜로 재생해요. 뒤에 모델이 없고 네트워크도 쓰지 않아요.</translation>
    </message>
    <message>
      <source>It reached the most this model may write at once.</source>
      <translation>이 모델이 한 번에 쓸 수 있는 만큼 다 썼어요.</translation>
    </message>
    <message>
      <source>It runs.</source>
      <translation>실행하고 있어요.</translation>
    </message>
    <message>
      <source>it stands before the first exchange</source>
      <translation>처음 주고받은 것보다 앞에 있어요</translation>
    </message>
    <message>
      <source>It waits for your sign-in in the browser.</source>
      <translation>브라우저에서 로그인하기를 기다리고 있어요.</translation>
    </message>
    <message>
      <source>It works in {folder}.</source>
      <translation>{folder}에서 실행돼요.</translation>
    </message>
    <message>
      <source>Its arguments are not a list.</source>
      <translation>인수가 목록이 아니에요.</translation>
    </message>
    <message>
      <source>Its body was let go to save memory.</source>
      <translation>메모리를 아끼려고 본문을 지웠어요.</translation>
    </message>
    <message>
      <source>Its command line was not agreed to yet; see the settings.</source>
      <translation>명령줄에 아직 동의하지 않았어요. 설정에서 볼 수 있어요.</translation>
    </message>
    <message>
      <source>Its cost</source>
      <translation>대화 비용</translation>
    </message>
    <message>
      <source>Its cost, about</source>
      <translation>대화 비용, 대략</translation>
    </message>
    <message>
      <source>Its folder is not a text.</source>
      <translation>폴더가 글이 아니에요.</translation>
    </message>
    <message>
      <source>Its key is forgotten too.</source>
      <translation>키도 함께 잊어요.</translation>
    </message>
    <message>
      <source>Its name has letters that can look like others: {name}</source>
      <translation>이름에 다른 글자처럼 보이는 글자가 있어요: {name}</translation>
    </message>
    <message>
      <source>its name is not valid</source>
      <translation>이름이 올바르지 않아요</translation>
    </message>
    <message>
      <source>its own name, which may have letters, digits, “-” and “_”</source>
      <translation>자기 이름(영문자, 숫자, “-”, “_”만 쓸 수 있음)</translation>
    </message>
    <message>
      <source>Its package brings no text of the licence.</source>
      <translation>이 패키지에는 라이선스 원문이 들어 있지 않아요.</translation>
    </message>
    <message>
      <source>Its schema is nested too deeply.</source>
      <translation>스키마가 너무 깊이 겹쳐 있어요.</translation>
    </message>
    <message>
      <source>Its schema is not valid: {0}{1}.</source>
      <translation>스키마가 올바르지 않아요: {0}{1}.</translation>
    </message>
    <message>
      <source>Its schema refers to another address; nothing is fetched for it.</source>
      <translation>스키마가 다른 주소를 가리켜요. 그것 때문에 무언가를 가져오지는 않아요.</translation>
    </message>
    <message>
      <source>Its schema refers to “{0}”, which is not there.</source>
      <translation>스키마가 가리키는 “{0}”이(가) 없어요.</translation>
    </message>
    <message>
      <source>Its schema was mended: {0}.</source>
      <translation>스키마를 고쳤어요: {0}.</translation>
    </message>
    <message>
      <source>Its tools are known once it has started.</source>
      <translation>시작해야 도구를 알 수 있어요.</translation>
    </message>
    <message>
      <source>Its {0} is not a list of names with values.</source>
      <translation>{0}은(는) 이름과 값의 목록이 아니에요.</translation>
    </message>
    <message>
      <source>JSON</source>
      <translation>JSON</translation>
    </message>
    <message>
      <source>JSON files</source>
      <translation>JSON 파일</translation>
    </message>
    <message>
      <source>JSON incomplete</source>
      <translation>JSON 미완성</translation>
    </message>
    <message>
      <source>JSON invalid</source>
      <translation>JSON 잘못됨</translation>
    </message>
    <message>
      <source>JSON not checked</source>
      <translation>JSON 확인 안 함</translation>
    </message>
    <message>
      <source>JSON valid</source>
      <translation>JSON 올바름</translation>
    </message>
    <message>
      <source>Kept as one conversation, with every answer as a version. Choose one to go on with.</source>
      <translation>대화 하나로 남겼어요. 답변마다 한 버전이에요. 계속할 답변을 골라 주세요.</translation>
    </message>
    <message>
      <source>Kept because you went on with them: {n}.</source>
      <translation>이어서 쓴 대화라 남겨 둔 것: {n}개.</translation>
    </message>
    <message>
      <source>Kept in the keyring</source>
      <translation>키링에 보관</translation>
    </message>
    <message>
      <source>Kept in the keyring, not in the file: {0}.</source>
      <translation>파일이 아니라 키링에 보관해요: {0}.</translation>
    </message>
    <message>
      <source>Kept there, with every answer as a version. Choose one to go on with.</source>
      <translation>그 대화에 남겼어요. 답변마다 한 버전이에요. 계속할 답변을 골라 주세요.</translation>
    </message>
    <message>
      <source>Kept until this answer ends. Esc stops it.</source>
      <translation>이 답변이 끝날 때까지 두었다 보내요. Esc로 중지해요.</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>키</translation>
    </message>
    <message>
      <source>Key variable</source>
      <translation>키 변수</translation>
    </message>
    <message>
      <source>Keyboard</source>
      <translation>키보드</translation>
    </message>
    <message>
      <source>Keys come from no file; everything that is not named here stays as it is.</source>
      <translation>키는 파일로 가져오지 않아요. 여기에 없는 것은 모두 그대로예요.</translation>
    </message>
    <message>
      <source>Keys of “{command}”</source>
      <translation>“{command}”의 키</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>종류</translation>
    </message>
    <message>
      <source>Kinds of events</source>
      <translation>이벤트 종류</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>언어</translation>
    </message>
    <message>
      <source>last response {n}</source>
      <translation>마지막 응답 {n}</translation>
    </message>
    <message>
      <source>Last token</source>
      <translation>마지막 토큰</translation>
    </message>
    <message>
      <source>last token</source>
      <translation>마지막 토큰</translation>
    </message>
    <message>
      <source>Last token, streamed</source>
      <translation>마지막 토큰, 스트리밍</translation>
    </message>
    <message>
      <source>last token, streamed</source>
      <translation>마지막 토큰(스트리밍)</translation>
    </message>
    <message>
      <source>Last used</source>
      <translation>마지막 사용</translation>
    </message>
    <message>
      <source>last {time}</source>
      <translation>마지막 {time}</translation>
    </message>
    <message>
      <source>Latency by answer</source>
      <translation>답변별 지연 시간</translation>
    </message>
    <message>
      <source>Latency la&amp;b</source>
      <translation>지연 시간 실험실(&amp;B)</translation>
    </message>
    <message>
      <source>Latency lab</source>
      <translation>지연 시간 실험실</translation>
    </message>
    <message>
      <source>Latency of all answers</source>
      <translation>모든 답변의 지연 시간</translation>
    </message>
    <message>
      <source>Latency of the answers</source>
      <translation>답변의 지연 시간</translation>
    </message>
    <message>
      <source>Length, mass, temperature, data, time, speed, area and volume.</source>
      <translation>길이, 질량, 온도, 데이터, 시간, 속도, 넓이, 부피.</translation>
    </message>
    <message>
      <source>Lets web pages be fetched from this computer and the networks around it, such as a router. Off, only the public internet is reached. Redirects to another host are never followed.</source>
      <translation>이 컴퓨터와 공유기 같은 주변 네트워크의 웹페이지도 가져올 수 있게 해요. 끄면 공개 인터넷만 이용해요. 다른 호스트로 돌리는 주소는 따라가지 않아요.</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>라이선스</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>밝게</translation>
    </message>
    <message>
      <source>List files</source>
      <translation>파일 목록</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>로그</translation>
    </message>
    <message>
      <source>Longest answer</source>
      <translation>가장 긴 답변</translation>
    </message>
    <message>
      <source>Longest message</source>
      <translation>가장 긴 메시지</translation>
    </message>
    <message>
      <source>Longest result</source>
      <translation>가장 긴 결과</translation>
    </message>
    <message>
      <source>Looking for copies</source>
      <translation>사본 찾는 중</translation>
    </message>
    <message>
      <source>Looking for the key…</source>
      <translation>키를 찾는 중…</translation>
    </message>
    <message>
      <source>Looks for tools</source>
      <translation>도구 찾기</translation>
    </message>
    <message>
      <source>Made</source>
      <translation>만든 때</translation>
    </message>
    <message>
      <source>Making a copy</source>
      <translation>사본 만드는 중</translation>
    </message>
    <message>
      <source>Markdown</source>
      <translation>Markdown</translation>
    </message>
    <message>
      <source>Match case</source>
      <translation>대소문자 구분</translation>
    </message>
    <message>
      <source>memory {n} MB</source>
      <translation>메모리 {n} MB</translation>
    </message>
    <message>
      <source>Menu</source>
      <translation>메뉴</translation>
    </message>
    <message>
      <source>Message</source>
      <translation>메시지</translation>
    </message>
    <message>
      <source>Messages</source>
      <translation>메시지 수</translation>
    </message>
    <message>
      <source>Messages that hang below one another in a circle were left out.</source>
      <translation>서로 꼬리를 무는 메시지들을 뺐어요.</translation>
    </message>
    <message>
      <source>MMM d</source>
      <translation>M월 d일</translation>
    </message>
    <message>
      <source>MMM yyyy</source>
      <translation>yyyy년 M월</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>모델</translation>
    </message>
    <message>
      <source>Model call</source>
      <translation>모델 호출</translation>
    </message>
    <message>
      <source>Model of new chats</source>
      <translation>새 대화의 모델</translation>
    </message>
    <message>
      <source>Model of {provider}</source>
      <translation>{provider}의 모델</translation>
    </message>
    <message>
      <source>Model {n}</source>
      <translation>모델 {n}</translation>
    </message>
    <message>
      <source>models with a task</source>
      <translation>임무를 맡은 모델</translation>
    </message>
    <message>
      <source>More</source>
      <translation>더 보기</translation>
    </message>
    <message>
      <source>More certificates</source>
      <translation>추가 인증서</translation>
    </message>
    <message>
      <source>Most tokens of an answer</source>
      <translation>답변의 최대 토큰</translation>
    </message>
    <message>
      <source>Motion</source>
      <translation>움직임</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>이름</translation>
    </message>
    <message>
      <source>Name of the folder</source>
      <translation>폴더 이름</translation>
    </message>
    <message>
      <source>Name of the header</source>
      <translation>헤더 이름</translation>
    </message>
    <message>
      <source>Name ten rivers and say one sentence about each.</source>
      <translation>강 열 개의 이름을 대고 하나마다 한 문장으로 설명해 주세요.</translation>
    </message>
    <message>
      <source>Ne&amp;xt conversation</source>
      <translation>다음 대화(&amp;X)</translation>
    </message>
    <message>
      <source>Needs a sign-in</source>
      <translation>로그인 필요</translation>
    </message>
    <message>
      <source>Network</source>
      <translation>네트워크</translation>
    </message>
    <message>
      <source>never</source>
      <translation>제한 안 함</translation>
    </message>
    <message>
      <source>New agent</source>
      <translation>새 에이전트</translation>
    </message>
    <message>
      <source>new answer</source>
      <translation>새 답변</translation>
    </message>
    <message>
      <source>New chat</source>
      <translation>새 대화</translation>
    </message>
    <message>
      <source>New folder</source>
      <translation>새 폴더</translation>
    </message>
    <message>
      <source>New preset</source>
      <translation>새 프리셋</translation>
    </message>
    <message>
      <source>New prompt</source>
      <translation>새 프롬프트</translation>
    </message>
    <message>
      <source>New provider</source>
      <translation>새 제공자</translation>
    </message>
    <message>
      <source>New server</source>
      <translation>새 서버</translation>
    </message>
    <message>
      <source>New te&amp;mporary chat</source>
      <translation>새 임시 대화(&amp;M)</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>다음</translation>
    </message>
    <message>
      <source>Next version</source>
      <translation>다음 버전</translation>
    </message>
    <message>
      <source>no address answered</source>
      <translation>응답한 주소가 없어요</translation>
    </message>
    <message>
      <source>No agent has run here yet</source>
      <translation>여기서 실행한 에이전트가 아직 없어요</translation>
    </message>
    <message>
      <source>No answer began within {0} s (first-token time limit).</source>
      <translation>{0}초 안에 답변이 시작되지 않았어요(첫 토큰 제한 시간).</translation>
    </message>
    <message>
      <source>No answer is running.</source>
      <translation>진행 중인 답변이 없어요.</translation>
    </message>
    <message>
      <source>No answer within {n} s.</source>
      <translation>{n}초 안에 응답이 없어요.</translation>
    </message>
    <message>
      <source>No answer yet</source>
      <translation>아직 답변이 없어요</translation>
    </message>
    <message>
      <source>No answers yet.</source>
      <translation>아직 답변이 없어요.</translation>
    </message>
    <message>
      <source>No connection to {0} ({1}).</source>
      <translation>{0}에 연결할 수 없어요({1}).</translation>
    </message>
    <message>
      <source>No connection to {0} within the time limit (connect time limit).</source>
      <translation>제한 시간 안에 {0}에 연결하지 못했어요(연결 제한 시간).</translation>
    </message>
    <message>
      <source>No connection to {0}: its address was not found. Is this computer online, and the address right?</source>
      <translation>{0}에 연결할 수 없어요. 주소를 찾지 못했어요. 인터넷 연결과 주소를 확인해 주세요.</translation>
    </message>
    <message>
      <source>No connection to {0}: nothing answers at its address. Is the server running?</source>
      <translation>{0}에 연결할 수 없어요. 그 주소에서 응답이 없어요. 서버가 켜져 있나요?</translation>
    </message>
    <message>
      <source>No conversation has these words in its title. Enter searches in the messages.</source>
      <translation>제목에 이 말이 든 대화가 없어요. Enter를 누르면 메시지에서 찾아요.</translation>
    </message>
    <message>
      <source>No conversations yet. What you ask will be listed here.</source>
      <translation>아직 대화가 없어요. 물어본 것이 여기에 쌓여요.</translation>
    </message>
    <message>
      <source>No copy was made. {why}</source>
      <translation>사본을 만들지 못했어요. {why}</translation>
    </message>
    <message>
      <source>No folder was chosen for the file tools yet.</source>
      <translation>파일 도구에 쓸 폴더를 아직 고르지 않았어요.</translation>
    </message>
    <message>
      <source>No folder was chosen.</source>
      <translation>고른 폴더가 없어요.</translation>
    </message>
    <message>
      <source>No key yet.</source>
      <translation>아직 키가 없어요.</translation>
    </message>
    <message>
      <source>No key, and none is needed.</source>
      <translation>키가 없지만 필요하지 않아요.</translation>
    </message>
    <message>
      <source>no key, no network</source>
      <translation>키도 네트워크도 필요 없음</translation>
    </message>
    <message>
      <source>No limit</source>
      <translation>제한 없음</translation>
    </message>
    <message>
      <source>no limit</source>
      <translation>한도 없음</translation>
    </message>
    <message>
      <source>No preset</source>
      <translation>프리셋 없음</translation>
    </message>
    <message>
      <source>No program here shows folders. The path is above.</source>
      <translation>폴더를 보여 줄 프로그램이 없어요. 경로는 위에 있어요.</translation>
    </message>
    <message>
      <source>No program on this computer took it. Copy it, and open it elsewhere.</source>
      <translation>이 컴퓨터에는 이 주소를 여는 프로그램이 없어요. 복사해서 다른 곳에서 열어 주세요.</translation>
    </message>
    <message>
      <source>No results</source>
      <translation>결과 없음</translation>
    </message>
    <message>
      <source>no token came</source>
      <translation>토큰이 오지 않음</translation>
    </message>
    <message>
      <source>No tool call waits for you.</source>
      <translation>허용을 기다리는 도구 호출이 없어요.</translation>
    </message>
    <message>
      <source>No tool server was found. Rivulet looks for “mcpServers”, “servers” or “context_servers”.</source>
      <translation>도구 서버를 찾지 못했어요. Rivulet은 “mcpServers”, “servers”, “context_servers”를 찾아요.</translation>
    </message>
    <message>
      <source>No tools are offered. They are switched on below the message.</source>
      <translation>제공하는 도구가 없어요. 메시지 아래에서 켤 수 있어요.</translation>
    </message>
    <message>
      <source>No tools: nothing is added to a request.</source>
      <translation>도구 없음: 요청에 아무것도 더하지 않아요.</translation>
    </message>
    <message>
      <source>No whole answer within {0} s.</source>
      <translation>{0}초 안에 답변이 다 오지 않았어요.</translation>
    </message>
    <message>
      <source>Nobody came back from the browser within five minutes. Sign in again.</source>
      <translation>5분 안에 브라우저에서 돌아오지 않았어요. 다시 로그인해 주세요.</translation>
    </message>
    <message>
      <source>None</source>
      <translation>모두 끄기</translation>
    </message>
    <message>
      <source>none</source>
      <translation>없음</translation>
    </message>
    <message>
      <source>Normal</source>
      <translation>보통</translation>
    </message>
    <message>
      <source>not allowed</source>
      <translation>허용되지 않음</translation>
    </message>
    <message>
      <source>Not exported</source>
      <translation>내보내지 못했어요</translation>
    </message>
    <message>
      <source>Not imported</source>
      <translation>가져오지 못했어요</translation>
    </message>
    <message>
      <source>not JSON</source>
      <translation>JSON 아님</translation>
    </message>
    <message>
      <source>not of a kind that can be sent</source>
      <translation>보낼 수 없는 종류의 파일</translation>
    </message>
    <message>
      <source>Not offered.</source>
      <translation>제공하지 않아요.</translation>
    </message>
    <message>
      <source>not run</source>
      <translation>실행 안 함</translation>
    </message>
    <message>
      <source>Not saved yet</source>
      <translation>아직 저장하지 않음</translation>
    </message>
    <message>
      <source>Not sent: Rivulet ended. It goes out after the next answer that ends well, or with “Send now”.</source>
      <translation>Rivulet이 끝나서 아직 보내지 않았어요. 다음 답변이 잘 끝나면 보내요. “지금 보내기”로 바로 보낼 수도 있어요.</translation>
    </message>
    <message>
      <source>Not sent: the answer failed. It goes out after the next one that ends well, or with “Send now”.</source>
      <translation>답변이 실패해서 아직 보내지 않았어요. 다음 답변이 잘 끝나면 보내요. “지금 보내기”로 바로 보낼 수도 있어요.</translation>
    </message>
    <message>
      <source>Not sent: this Rivulet was started without the provider that was named. Choose who answers.</source>
      <translation>보내지 않았어요. 이 Rivulet은 지정한 제공자 없이 시작했어요. 누가 답할지 골라 주세요.</translation>
    </message>
    <message>
      <source>Not sent: you stopped the answer. It goes out after the next one, or with “Send now”.</source>
      <translation>답변을 중지해서 아직 보내지 않았어요. 다음 답변 뒤에 보내요. “지금 보내기”로 바로 보낼 수도 있어요.</translation>
    </message>
    <message>
      <source>not streamed</source>
      <translation>한 번에</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>내용 없음</translation>
    </message>
    <message>
      <source>Nothing can be imported now: conversations are kept in memory until Rivulet ends.</source>
      <translation>지금은 가져올 수 없어요. 대화는 Rivulet을 끝낼 때까지 메모리에만 있어요.</translation>
    </message>
    <message>
      <source>Nothing has streamed yet</source>
      <translation>아직 온 것이 없어요</translation>
    </message>
    <message>
      <source>Nothing is sent. If you report this, the text below helps. Keys and the words of your conversations were taken out of it.</source>
      <translation>아무것도 보내지 않아요. 이 문제를 알릴 때 아래 글이 도움이 돼요. 키와 대화 내용은 뺐어요.</translation>
    </message>
    <message>
      <source>Nothing more came for {0} s (idle time limit).</source>
      <translation>{0}초 동안 더 온 것이 없어요(무응답 제한 시간).</translation>
    </message>
    <message>
      <source>Nothing of it had arrived.</source>
      <translation>아무것도 오지 않았어요.</translation>
    </message>
    <message>
      <source>Nothing of it is left then, and nothing can be brought back.</source>
      <translation>그러면 아무것도 남지 않고, 되돌릴 수 없어요.</translation>
    </message>
    <message>
      <source>Nothing of this chat is kept.</source>
      <translation>이 대화는 저장되지 않아요.</translation>
    </message>
    <message>
      <source>Nothing that is there is changed, and an import can be taken back.</source>
      <translation>지금 있는 것은 바꾸지 않고, 가져온 것은 되돌릴 수 있어요.</translation>
    </message>
    <message>
      <source>Nothing was asked.</source>
      <translation>아무것도 묻지 않았어요.</translation>
    </message>
    <message>
      <source>Nothing was found.</source>
      <translation>찾지 못했어요.</translation>
    </message>
    <message>
      <source>Nothing was found. Other words, or the beginning of one, may help.</source>
      <translation>찾지 못했어요. 다른 낱말이나 낱말의 앞부분으로 찾아보세요.</translation>
    </message>
    <message>
      <source>Nothing was imported.</source>
      <translation>아무것도 가져오지 않았어요.</translation>
    </message>
    <message>
      <source>Nothing was said yet.</source>
      <translation>아직 아무 말이 없어요.</translation>
    </message>
    <message>
      <source>Nothing was written.</source>
      <translation>아무것도 쓰지 않았어요.</translation>
    </message>
    <message>
      <source>Nothing went over the wire yet</source>
      <translation>아직 주고받은 것이 없어요</translation>
    </message>
    <message>
      <source>Nothing. Every tool that can do something asks first.</source>
      <translation>없어요. 무언가를 할 수 있는 도구는 모두 먼저 물어봐요.</translation>
    </message>
    <message>
      <source>Nothing: the settings are like that already.</source>
      <translation>없어요. 설정이 이미 그래요.</translation>
    </message>
    <message>
      <source>Notice</source>
      <translation>알림 줄</translation>
    </message>
    <message>
      <source>Notices</source>
      <translation>알림</translation>
    </message>
    <message>
      <source>Notifications come only while you look at something else. A click opens the message.</source>
      <translation>알림은 다른 것을 보고 있을 때만 와요. 누르면 메시지가 열려요.</translation>
    </message>
    <message>
      <source>Now</source>
      <translation>지금</translation>
    </message>
    <message>
      <source>of a newer Rivulet</source>
      <translation>더 새로운 Rivulet의 것</translation>
    </message>
    <message>
      <source>Of everything in the window, at once.</source>
      <translation>창에 있는 모든 것에 바로 적용해요.</translation>
    </message>
    <message>
      <source>Of everything in the window. Ctrl + and Ctrl − do the same.</source>
      <translation>창에 있는 모든 것의 크기예요. Ctrl +와 Ctrl −로도 바꿀 수 있어요.</translation>
    </message>
    <message>
      <source>of it cached</source>
      <translation>그중 캐시</translation>
    </message>
    <message>
      <source>of it reasoning</source>
      <translation>그중 추론</translation>
    </message>
    <message>
      <source>Off</source>
      <translation>꺼짐</translation>
    </message>
    <message>
      <source>off</source>
      <translation>꺼짐</translation>
    </message>
    <message>
      <source>on</source>
      <translation>켜짐</translation>
    </message>
    <message>
      <source>On the disk: {all}. Conversations {store}, search {index}, attached files {attached}, dated copies {kept}.</source>
      <translation>디스크 사용: {all}. 대화 {store}, 검색 {index}, 첨부 파일 {attached}, 날짜별 사본 {kept}.</translation>
    </message>
    <message>
      <source>On this computer</source>
      <translation>이 컴퓨터에서</translation>
    </message>
    <message>
      <source>One a line</source>
      <translation>한 줄에 하나</translation>
    </message>
    <message>
      <source>One a line: name = value</source>
      <translation>한 줄에 하나: 이름 = 값</translation>
    </message>
    <message>
      <source>One after another</source>
      <translation>차례로 하나씩</translation>
    </message>
    <message>
      <source>One answer</source>
      <translation>답변 1개</translation>
    </message>
    <message>
      <source>One event</source>
      <translation>이벤트 하나씩</translation>
    </message>
    <message>
      <source>One file for another computer: presets, prompts, agents, tool servers, shortcuts and prices too; no keys.</source>
      <translation>다른 컴퓨터로 가져갈 파일 하나예요. 프리셋, 프롬프트, 에이전트, 도구 서버, 단축키, 가격표도 담고 API 키는 담지 않아요.</translation>
    </message>
    <message>
      <source>One file with every byte that came and when, and what was sent. It plays again without a network: drop it on the window. Keys are never in it.</source>
      <translation>온 바이트와 그 시각, 보낸 내용이 모두 든 파일 하나예요. 창에 끌어다 놓으면 네트워크 없이 다시 재생돼요. 키는 절대 들어가지 않아요.</translation>
    </message>
    <message>
      <source>One is made before an update of the file, before a restore and before everything is deleted.</source>
      <translation>파일 형식을 바꾸기 전, 복원하기 전, 모두 삭제하기 전에 만들어요.</translation>
    </message>
    <message>
      <source>One line a chunk: “at” is the seconds since the request, “text” what came. Change either, leave lines out, add some. The file that you opened stays as it is.</source>
      <translation>한 줄이 한 조각이에요. “at”은 요청 뒤 지난 초, “text”는 온 내용이에요. 고치거나 빼거나 더해 보세요. 연 파일은 그대로 둬요.</translation>
    </message>
    <message>
      <source>One moment: a file is still being read.</source>
      <translation>잠시만요. 파일을 아직 읽고 있어요.</translation>
    </message>
    <message>
      <source>One of the agents has no name.</source>
      <translation>이름이 없는 에이전트가 있어요.</translation>
    </message>
    <message>
      <source>One of your own functions</source>
      <translation>내가 만든 함수</translation>
    </message>
    <message>
      <source>One page as text, from an address that you see first.</source>
      <translation>먼저 보여 드린 주소의 페이지 하나를 텍스트로.</translation>
    </message>
    <message>
      <source>One question for all of them</source>
      <translation>모두에게 묻는 질문 하나</translation>
    </message>
    <message>
      <source>Only web and mail addresses are opened from here.</source>
      <translation>여기서는 웹과 메일 주소만 열어요.</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>열기</translation>
    </message>
    <message>
      <source>open connections: {n}</source>
      <translation>열린 연결: {n}</translation>
    </message>
    <message>
      <source>Open in a window</source>
      <translation>창에서 열기</translation>
    </message>
    <message>
      <source>Open link</source>
      <translation>링크 열기</translation>
    </message>
    <message>
      <source>Open Rivulet</source>
      <translation>Rivulet 열기</translation>
    </message>
    <message>
      <source>Open settings</source>
      <translation>설정 열기</translation>
    </message>
    <message>
      <source>Open the &amp;menu</source>
      <translation>메뉴 열기(&amp;M)</translation>
    </message>
    <message>
      <source>Open the folder</source>
      <translation>폴더 열기</translation>
    </message>
    <message>
      <source>Open the page in a browser</source>
      <translation>브라우저에서 페이지 열기</translation>
    </message>
    <message>
      <source>Open this address?</source>
      <translation>이 주소를 열까요?</translation>
    </message>
    <message>
      <source>OpenAI Chat Completions</source>
      <translation>OpenAI Chat Completions</translation>
    </message>
    <message>
      <source>OpenAI Responses</source>
      <translation>OpenAI Responses</translation>
    </message>
    <message>
      <source>OpenAI, Anthropic and many more</source>
      <translation>OpenAI, Anthropic 등</translation>
    </message>
    <message>
      <source>Opens a small window for one question. The desktop asks you for the keys.</source>
      <translation>질문 하나를 위한 작은 창을 열어요. 키는 데스크톱이 물어봐요.</translation>
    </message>
    <message>
      <source>Opens a small window for one question: {keys}.</source>
      <translation>질문 하나를 위한 작은 창을 열어요: {keys}.</translation>
    </message>
    <message>
      <source>Or talk to a real model</source>
      <translation>진짜 모델과 이야기하려면</translation>
    </message>
    <message>
      <source>other</source>
      <translation>기타</translation>
    </message>
    <message>
      <source>Other versions can be shown once this answer has ended</source>
      <translation>이 답변이 끝나면 다른 버전을 볼 수 있어요</translation>
    </message>
    <message>
      <source>Others</source>
      <translation>그 밖</translation>
    </message>
    <message>
      <source>Otherwise a burst flows in evenly, within 0.15 seconds.</source>
      <translation>끄면 한꺼번에 온 글을 0.15초 안에 고르게 펼쳐요.</translation>
    </message>
    <message>
      <source>Output</source>
      <translation>출력</translation>
    </message>
    <message>
      <source>p50</source>
      <translation>p50</translation>
    </message>
    <message>
      <source>p95</source>
      <translation>p95</translation>
    </message>
    <message>
      <source>Pages of the settings</source>
      <translation>설정 페이지</translation>
    </message>
    <message>
      <source>Pages of this computer and of private networks</source>
      <translation>이 컴퓨터와 사설 네트워크의 페이지</translation>
    </message>
    <message>
      <source>part</source>
      <translation>조각</translation>
    </message>
    <message>
      <source>Part, by the server's own number</source>
      <translation>서버가 매긴 조각 번호</translation>
    </message>
    <message>
      <source>Parts</source>
      <translation>구성 요소</translation>
    </message>
    <message>
      <source>Parts of the exchange</source>
      <translation>요청과 응답의 부분</translation>
    </message>
    <message>
      <source>Parts of the lab</source>
      <translation>실험실 보기</translation>
    </message>
    <message>
      <source>Paste what Claude Desktop, Cursor or VS Code keep. Nothing is started by it.</source>
      <translation>Claude Desktop, Cursor, VS Code의 설정을 붙여 넣으세요. 붙여 넣어도 아무것도 시작하지 않아요.</translation>
    </message>
    <message>
      <source>Pasted picture</source>
      <translation>붙여 넣은 그림</translation>
    </message>
    <message>
      <source>Pause the list</source>
      <translation>목록 멈추기</translation>
    </message>
    <message>
      <source>Pause the replay</source>
      <translation>재생 멈추기</translation>
    </message>
    <message>
      <source>paused</source>
      <translation>멈춤</translation>
    </message>
    <message>
      <source>PDF</source>
      <translation>PDF</translation>
    </message>
    <message>
      <source>PDF documents (*.pdf)</source>
      <translation>PDF 문서(*.pdf)</translation>
    </message>
    <message>
      <source>Period</source>
      <translation>기간</translation>
    </message>
    <message>
      <source>Permissions</source>
      <translation>권한</translation>
    </message>
    <message>
      <source>Phase</source>
      <translation>단계</translation>
    </message>
    <message>
      <source>Phases</source>
      <translation>단계</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>그림</translation>
    </message>
    <message>
      <source>ping</source>
      <translation>핑</translation>
    </message>
    <message>
      <source>Pinned</source>
      <translation>고정됨</translation>
    </message>
    <message>
      <source>pinned</source>
      <translation>고정됨</translation>
    </message>
    <message>
      <source>Plain text</source>
      <translation>일반 텍스트</translation>
    </message>
    <message>
      <source>Play again</source>
      <translation>다시 재생</translation>
    </message>
    <message>
      <source>Play this</source>
      <translation>이것 재생</translation>
    </message>
    <message>
      <source>PNG image (*.png)</source>
      <translation>PNG 그림(*.png)</translation>
    </message>
    <message>
      <source>Port</source>
      <translation>포트</translation>
    </message>
    <message>
      <source>Port {n} cannot be used: {why}.</source>
      <translation>포트 {n}번을 쓸 수 없어요: {why}.</translation>
    </message>
    <message>
      <source>Port {n} is taken by another program. Choose another one, or 0 for any.</source>
      <translation>포트 {n}번은 다른 프로그램이 쓰고 있어요. 다른 번호를 고르거나, 아무 포트나 쓰려면 0을 넣어 주세요.</translation>
    </message>
    <message>
      <source>Preset</source>
      <translation>대화 프리셋</translation>
    </message>
    <message>
      <source>Preset: instructions, model and parameters of this conversation</source>
      <translation>프리셋: 이 대화의 지침, 모델, 매개변수</translation>
    </message>
    <message>
      <source>Presets</source>
      <translation>프리셋</translation>
    </message>
    <message>
      <source>Previous</source>
      <translation>이전</translation>
    </message>
    <message>
      <source>Previous 7 days</source>
      <translation>지난 7일</translation>
    </message>
    <message>
      <source>Previous version</source>
      <translation>이전 버전</translation>
    </message>
    <message>
      <source>Prices of {date}</source>
      <translation>{date} 기준 가격</translation>
    </message>
    <message>
      <source>prices of {date}</source>
      <translation>{date} 가격 기준</translation>
    </message>
    <message>
      <source>Prices, after the next start:</source>
      <translation>가격표(다시 시작한 뒤부터)</translation>
    </message>
    <message>
      <source>Print &amp;out…</source>
      <translation>인쇄(&amp;O)…</translation>
    </message>
    <message>
      <source>Program</source>
      <translation>프로그램</translation>
    </message>
    <message>
      <source>Programs and a browser on this computer are answered by your models, with a token, in the form of Chat Completions. Only until Rivulet ends.</source>
      <translation>이 컴퓨터의 프로그램과 브라우저에 내 모델이 답해요. 토큰이 있어야 하고, Chat Completions 형식이에요. Rivulet이 끝날 때까지만 열려 있어요.</translation>
    </message>
    <message>
      <source>Programs and addresses that give models tools, over the Model Context Protocol. None is set up.</source>
      <translation>Model Context Protocol로 모델에 도구를 주는 프로그램과 주소예요. 아직 없어요.</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>진행 상황</translation>
    </message>
    <message>
      <source>Prompt</source>
      <translation>보낼 프롬프트</translation>
    </message>
    <message>
      <source>Prompts</source>
      <translation>프롬프트</translation>
    </message>
    <message>
      <source>Protocol</source>
      <translation>프로토콜</translation>
    </message>
    <message>
      <source>Provider</source>
      <translation>답변 제공자</translation>
    </message>
    <message>
      <source>Provider and model</source>
      <translation>제공자와 모델</translation>
    </message>
    <message>
      <source>Provider of new chats</source>
      <translation>새 대화의 제공자</translation>
    </message>
    <message>
      <source>Provider settings</source>
      <translation>제공자 설정</translation>
    </message>
    <message>
      <source>Provider {n}</source>
      <translation>제공자 {n}</translation>
    </message>
    <message>
      <source>Providers</source>
      <translation>제공자</translation>
    </message>
    <message>
      <source>Proxy</source>
      <translation>프록시</translation>
    </message>
    <message>
      <source>Question</source>
      <translation>질문</translation>
    </message>
    <message>
      <source>Question about the answer</source>
      <translation>답변에 대한 질문</translation>
    </message>
    <message>
      <source>Question about your message</source>
      <translation>내 메시지에 대한 질문</translation>
    </message>
    <message>
      <source>Questions to you</source>
      <translation>나에게 묻기</translation>
    </message>
    <message>
      <source>Queued messages</source>
      <translation>대기 중인 메시지</translation>
    </message>
    <message>
      <source>Queued: {text}</source>
      <translation>대기 중: {text}</translation>
    </message>
    <message>
      <source>Quic&amp;k question</source>
      <translation>바로 질문(&amp;K)</translation>
    </message>
    <message>
      <source>Quick question</source>
      <translation>바로 질문</translation>
    </message>
    <message>
      <source>Quick question from everywhere</source>
      <translation>어디서나 바로 질문</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>종료</translation>
    </message>
    <message>
      <source>Quote</source>
      <translation>인용</translation>
    </message>
    <message>
      <source>Quote the message</source>
      <translation>메시지 인용</translation>
    </message>
    <message>
      <source>Rac&amp;e…</source>
      <translation>경주(&amp;E)…</translation>
    </message>
    <message>
      <source>Race</source>
      <translation>경주</translation>
    </message>
    <message>
      <source>Ran with</source>
      <translation>실행한 인수</translation>
    </message>
    <message>
      <source>Ran with your arguments</source>
      <translation>내 인수로 실행함</translation>
    </message>
    <message>
      <source>Raw bytes of the event</source>
      <translation>이벤트의 원본 바이트</translation>
    </message>
    <message>
      <source>Re&amp;move the folder, keep its conversations</source>
      <translation>폴더만 없애고 대화는 두기(&amp;M)</translation>
    </message>
    <message>
      <source>Read again</source>
      <translation>다시 읽기</translation>
    </message>
    <message>
      <source>Read files</source>
      <translation>파일 읽기</translation>
    </message>
    <message>
      <source>Reading {file}</source>
      <translation>{file} 읽는 중</translation>
    </message>
    <message>
      <source>Reading…</source>
      <translation>읽는 중…</translation>
    </message>
    <message>
      <source>ready</source>
      <translation>준비됨</translation>
    </message>
    <message>
      <source>Reasoning</source>
      <translation>추론</translation>
    </message>
    <message>
      <source>reasoning</source>
      <translation>추론</translation>
    </message>
    <message>
      <source>Reasoning ({} s)</source>
      <translation>추론({}초)</translation>
    </message>
    <message>
      <source>Reasoning effort</source>
      <translation>추론 강도</translation>
    </message>
    <message>
      <source>receiving</source>
      <translation>받는 중</translation>
    </message>
    <message>
      <source>Recordings</source>
      <translation>기록 파일</translation>
    </message>
    <message>
      <source>Recordings of sound are left out; what was said is kept where the export has it as text.</source>
      <translation>녹음은 뺐어요. 내보낸 파일에 글로 들어 있는 말은 남겼어요.</translation>
    </message>
    <message>
      <source>Reduced</source>
      <translation>줄임</translation>
    </message>
    <message>
      <source>Reduced: the cursor does not blink and nothing slides.</source>
      <translation>줄임: 커서가 깜박이지 않고 아무것도 미끄러지지 않아요.</translation>
    </message>
    <message>
      <source>Refusal</source>
      <translation>거절</translation>
    </message>
    <message>
      <source>refusal</source>
      <translation>거절</translation>
    </message>
    <message>
      <source>Refuse</source>
      <translation>거부</translation>
    </message>
    <message>
      <source>Refuse and say why</source>
      <translation>거부하고 이유 쓰기</translation>
    </message>
    <message>
      <source>Refuse and say why…</source>
      <translation>거부하고 이유 쓰기…</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>제거</translation>
    </message>
    <message>
      <source>Remove this header</source>
      <translation>이 헤더 빼기</translation>
    </message>
    <message>
      <source>Remove this line</source>
      <translation>이 줄 빼기</translation>
    </message>
    <message>
      <source>Remove this provider</source>
      <translation>이 제공자 제거</translation>
    </message>
    <message>
      <source>Remove this server</source>
      <translation>이 서버 제거</translation>
    </message>
    <message>
      <source>Remove {name}</source>
      <translation>{name} 빼기</translation>
    </message>
    <message>
      <source>Remove “{name}”?</source>
      <translation>“{name}”을(를) 제거할까요?</translation>
    </message>
    <message>
      <source>Rename the folder</source>
      <translation>폴더 이름 바꾸기</translation>
    </message>
    <message>
      <source>Repla&amp;y a recording…</source>
      <translation>기록 재생(&amp;Y)…</translation>
    </message>
    <message>
      <source>Replay</source>
      <translation>재생</translation>
    </message>
    <message>
      <source>Replay a recording</source>
      <translation>기록 재생</translation>
    </message>
    <message>
      <source>Replay of {name}</source>
      <translation>{name} 재생</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>보고</translation>
    </message>
    <message>
      <source>Request</source>
      <translation>요청</translation>
    </message>
    <message>
      <source>Request {n}</source>
      <translation>요청 {n}</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>초기화</translation>
    </message>
    <message>
      <source>Reset all settings?</source>
      <translation>모든 설정을 초기화할까요?</translation>
    </message>
    <message>
      <source>Reset all settings…</source>
      <translation>모든 설정 초기화…</translation>
    </message>
    <message>
      <source>Reset this page?</source>
      <translation>이 페이지를 초기화할까요?</translation>
    </message>
    <message>
      <source>Reset this page…</source>
      <translation>이 페이지 초기화…</translation>
    </message>
    <message>
      <source>Reset: {name}</source>
      <translation>초기화: {name}</translation>
    </message>
    <message>
      <source>Resources</source>
      <translation>리소스</translation>
    </message>
    <message>
      <source>Response</source>
      <translation>응답</translation>
    </message>
    <message>
      <source>Response of {model}: {n} events, {reason}</source>
      <translation>{model}의 응답: 이벤트 {n}개, {reason}</translation>
    </message>
    <message>
      <source>Rest</source>
      <translation>나머지</translation>
    </message>
    <message>
      <source>Restart</source>
      <translation>다시 시작</translation>
    </message>
    <message>
      <source>Restore</source>
      <translation>복원</translation>
    </message>
    <message>
      <source>Restore examples</source>
      <translation>예시 되살리기</translation>
    </message>
    <message>
      <source>Restore the copy of {when}?</source>
      <translation>{when}의 사본을 복원할까요?</translation>
    </message>
    <message>
      <source>Restored</source>
      <translation>복원했어요</translation>
    </message>
    <message>
      <source>Restore…</source>
      <translation>복원…</translation>
    </message>
    <message>
      <source>Restoring {count}</source>
      <translation>{count} 복원하는 중</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>결과</translation>
    </message>
    <message>
      <source>Result of a tool</source>
      <translation>도구의 결과</translation>
    </message>
    <message>
      <source>Result of {name}</source>
      <translation>{name}의 결과</translation>
    </message>
    <message>
      <source>Result: {}</source>
      <translation>결과: {}</translation>
    </message>
    <message>
      <source>Results</source>
      <translation>검색 결과</translation>
    </message>
    <message>
      <source>Retries</source>
      <translation>다시 시도 횟수</translation>
    </message>
    <message>
      <source>Retry</source>
      <translation>다시 시도</translation>
    </message>
    <message>
      <source>retry wait</source>
      <translation>다시 시도 대기</translation>
    </message>
    <message>
      <source>Retrying</source>
      <translation>다시 시도하는 중</translation>
    </message>
    <message>
      <source>Retrying in {time}</source>
      <translation>{time} 뒤 다시 시도</translation>
    </message>
    <message>
      <source>Revert</source>
      <translation>되돌리기</translation>
    </message>
    <message>
      <source>Rivulet</source>
      <translation>Rivulet</translation>
    </message>
    <message>
      <source>Rivulet ended unexpectedly</source>
      <translation>Rivulet이 갑자기 끝났어요</translation>
    </message>
    <message>
      <source>Rivulet ended unexpectedly last time. Your conversations are kept.</source>
      <translation>지난번에 Rivulet이 갑자기 끝났어요. 대화는 남아 있어요.</translation>
    </message>
    <message>
      <source>Round</source>
      <translation>라운드</translation>
    </message>
    <message>
      <source>Rounds of tools</source>
      <translation>도구 요청 횟수</translation>
    </message>
    <message>
      <source>Run</source>
      <translation>실행</translation>
    </message>
    <message>
      <source>run</source>
      <translation>회차</translation>
    </message>
    <message>
      <source>Run and always allow</source>
      <translation>실행하고 항상 허용</translation>
    </message>
    <message>
      <source>Run with these</source>
      <translation>이 인수로 실행</translation>
    </message>
    <message>
      <source>Run {n}</source>
      <translation>실행 {n}</translation>
    </message>
    <message>
      <source>running</source>
      <translation>실행 중</translation>
    </message>
    <message>
      <source>Running a tool</source>
      <translation>도구를 실행하는 중</translation>
    </message>
    <message>
      <source>Running tools</source>
      <translation>도구들을 실행하는 중</translation>
    </message>
    <message>
      <source>running tools</source>
      <translation>도구 실행 중</translation>
    </message>
    <message>
      <source>Running, 1 tool</source>
      <translation>실행 중, 도구 1개</translation>
    </message>
    <message>
      <source>Running, {n} tools</source>
      <translation>실행 중, 도구 {n}개</translation>
    </message>
    <message>
      <source>Runs</source>
      <translation>횟수</translation>
    </message>
    <message>
      <source>runs by itself</source>
      <translation>묻지 않고 실행해요</translation>
    </message>
    <message>
      <source>Runs of each kind</source>
      <translation>종류마다 실행 횟수</translation>
    </message>
    <message>
      <source>Runs on this computer</source>
      <translation>이 컴퓨터에서 실행 중</translation>
    </message>
    <message>
      <source>Safe mode: usual settings, no tools or servers, and nothing of this is kept. What you have is untouched.</source>
      <translation>안전 모드: 기본 설정을 쓰고, 도구와 서버가 없으며, 아무것도 남기지 않아요. 있던 것은 그대로예요.</translation>
    </message>
    <message>
      <source>Said</source>
      <translation>말함</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>저장</translation>
    </message>
    <message>
      <source>Save a recording</source>
      <translation>기록 저장</translation>
    </message>
    <message>
      <source>Save as</source>
      <translation>다른 이름으로 저장</translation>
    </message>
    <message>
      <source>Save as an image…</source>
      <translation>그림으로 저장…</translation>
    </message>
    <message>
      <source>Save as CSV</source>
      <translation>CSV로 저장</translation>
    </message>
    <message>
      <source>Save as CSV…</source>
      <translation>CSV로 저장…</translation>
    </message>
    <message>
      <source>Save as PD&amp;F…</source>
      <translation>PDF로 저장(&amp;F)…</translation>
    </message>
    <message>
      <source>Save as PDF</source>
      <translation>PDF로 저장</translation>
    </message>
    <message>
      <source>Save as…</source>
      <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
      <source>Save or discard what you entered for {names} first.</source>
      <translation>{names}에 입력한 내용을 먼저 저장하거나 버려 주세요.</translation>
    </message>
    <message>
      <source>Save recording…</source>
      <translation>기록 저장…</translation>
    </message>
    <message>
      <source>Save the figure</source>
      <translation>그림 저장</translation>
    </message>
    <message>
      <source>Save the figure…</source>
      <translation>그림 저장…</translation>
    </message>
    <message>
      <source>Save the trace</source>
      <translation>추적 기록 저장</translation>
    </message>
    <message>
      <source>Save the trace…</source>
      <translation>추적 기록 저장…</translation>
    </message>
    <message>
      <source>Save what you entered for {names}?</source>
      <translation>{names}에 입력한 내용을 저장할까요?</translation>
    </message>
    <message>
      <source>Save {name} as…</source>
      <translation>{name}을(를) 다른 이름으로 저장…</translation>
    </message>
    <message>
      <source>Saved as {name}</source>
      <translation>{name}(으)로 저장했어요</translation>
    </message>
    <message>
      <source>Saved as {place}.</source>
      <translation>저장한 곳: {place}.</translation>
    </message>
    <message>
      <source>Saved.</source>
      <translation>저장했어요.</translation>
    </message>
    <message>
      <source>Saved. The key is kept in the system's keyring.</source>
      <translation>저장했어요. 키는 시스템 키링에 보관해요.</translation>
    </message>
    <message>
      <source>Say the whole address of the server, such as https://host/mcp.</source>
      <translation>https://host/mcp처럼 서버의 전체 주소를 적어 주세요.</translation>
    </message>
    <message>
      <source>Say which program is started.</source>
      <translation>어떤 프로그램을 시작할지 적어 주세요.</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>검색</translation>
    </message>
    <message>
      <source>Search conversations</source>
      <translation>대화 검색</translation>
    </message>
    <message>
      <source>Search in &amp;all messages…</source>
      <translation>모든 메시지에서 검색(&amp;A)…</translation>
    </message>
    <message>
      <source>Search in all conversations</source>
      <translation>모든 대화에서 검색</translation>
    </message>
    <message>
      <source>Search in all messages for “{text}”</source>
      <translation>모든 메시지에서 “{text}” 검색</translation>
    </message>
    <message>
      <source>Search in the settings</source>
      <translation>설정에서 검색</translation>
    </message>
    <message>
      <source>Search models, or type any name</source>
      <translation>모델을 검색하거나 이름을 입력하세요</translation>
    </message>
    <message>
      <source>Search presets</source>
      <translation>프리셋 검색</translation>
    </message>
    <message>
      <source>Search prompts</source>
      <translation>프롬프트 검색</translation>
    </message>
    <message>
      <source>Search providers</source>
      <translation>제공자 검색</translation>
    </message>
    <message>
      <source>Search tools</source>
      <translation>도구 검색</translation>
    </message>
    <message>
      <source>Searching…</source>
      <translation>검색하는 중…</translation>
    </message>
    <message>
      <source>See what flows here</source>
      <translation>무엇이 흐르는지 보세요</translation>
    </message>
    <message>
      <source>Select all</source>
      <translation>모두 선택</translation>
    </message>
    <message>
      <source>Send</source>
      <translation>보내기</translation>
    </message>
    <message>
      <source>Send now</source>
      <translation>지금 보내기</translation>
    </message>
    <message>
      <source>Sends {n} requests, about {read} tokens</source>
      <translation>요청 {n}개, 약 {read}토큰을 보내고</translation>
    </message>
    <message>
      <source>Sent before everything that is said.</source>
      <translation>모든 말보다 먼저 보내요.</translation>
    </message>
    <message>
      <source>separated by commas</source>
      <translation>쉼표로 구분</translation>
    </message>
    <message>
      <source>Server-sent events</source>
      <translation>서버가 보낸 이벤트</translation>
    </message>
    <message>
      <source>server-sent events</source>
      <translation>이벤트 스트림</translation>
    </message>
    <message>
      <source>Servers found</source>
      <translation>찾은 서버</translation>
    </message>
    <message>
      <source>Set-up</source>
      <translation>구성</translation>
    </message>
    <message>
      <source>Sett&amp;ings</source>
      <translation>설정(&amp;I)</translation>
    </message>
    <message>
      <source>Setting</source>
      <translation>설정 이름</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>설정</translation>
    </message>
    <message>
      <source>Settings (*.toml)</source>
      <translation>설정(*.toml)</translation>
    </message>
    <message>
      <source>Settings of Rivulet. API keys are not in here.</source>
      <translation>Rivulet 설정이에요. API 키는 들어 있지 않아요.</translation>
    </message>
    <message>
      <source>Settings, presets, prompts, agents and tool servers, in {place}</source>
      <translation>설정, 프리셋, 프롬프트, 에이전트, 도구 서버는 {place}에 있어요</translation>
    </message>
    <message>
      <source>Settings…</source>
      <translation>설정…</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>보기</translation>
    </message>
    <message>
      <source>Show &amp;resources</source>
      <translation>자원 사용 보기(&amp;R)</translation>
    </message>
    <message>
      <source>Show all</source>
      <translation>모두 보기</translation>
    </message>
    <message>
      <source>Show folder</source>
      <translation>폴더 보기</translation>
    </message>
    <message>
      <source>Show on the wire</source>
      <translation>통신에서 보기</translation>
    </message>
    <message>
      <source>Show text as it arrives</source>
      <translation>글이 오는 대로 보이기</translation>
    </message>
    <message>
      <source>Show the key</source>
      <translation>키 보이기</translation>
    </message>
    <message>
      <source>Show the line</source>
      <translation>줄 보기</translation>
    </message>
    <message>
      <source>Show the log</source>
      <translation>로그 보기</translation>
    </message>
    <message>
      <source>Show the message on the wire</source>
      <translation>통신에서 메시지 보기</translation>
    </message>
    <message>
      <source>Show the report</source>
      <translation>보고 보기</translation>
    </message>
    <message>
      <source>Show the text of this event</source>
      <translation>이 이벤트의 글 보기</translation>
    </message>
    <message>
      <source>shown</source>
      <translation>표시</translation>
    </message>
    <message>
      <source>Shows what would change first.</source>
      <translation>무엇이 바뀌는지 먼저 보여 줘요.</translation>
    </message>
    <message>
      <source>Sign in…</source>
      <translation>로그인…</translation>
    </message>
    <message>
      <source>Sign out</source>
      <translation>로그아웃</translation>
    </message>
    <message>
      <source>Silence</source>
      <translation>조용한 시간</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>크기</translation>
    </message>
    <message>
      <source>something else</source>
      <translation>그 밖의 것</translation>
    </message>
    <message>
      <source>Something in the file is neither a conversation nor a message; it was left out.</source>
      <translation>파일에 대화도 메시지도 아닌 것이 있어서 뺐어요.</translation>
    </message>
    <message>
      <source>Something in the file is nested too deeply; it was left out.</source>
      <translation>너무 깊이 겹친 내용이 있어서 뺐어요.</translation>
    </message>
    <message>
      <source>Something is not saved.</source>
      <translation>저장하지 않은 것이 있어요.</translation>
    </message>
    <message>
      <source>Something nobody foresaw went wrong: {0}</source>
      <translation>예상하지 못한 문제가 생겼어요: {0}</translation>
    </message>
    <message>
      <source>Something that should stop it is empty.</source>
      <translation>멈추게 하는 것 중에 빈 것이 있어요.</translation>
    </message>
    <message>
      <source>Something went wrong</source>
      <translation>문제가 생겼어요</translation>
    </message>
    <message>
      <source>Something went wrong inside Rivulet.</source>
      <translation>Rivulet 안에서 문제가 생겼어요.</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>속도</translation>
    </message>
    <message>
      <source>Speed over time</source>
      <translation>시간에 따른 속도</translation>
    </message>
    <message>
      <source>Speed, {unit}</source>
      <translation>속도, {unit}</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>시작</translation>
    </message>
    <message>
      <source>start</source>
      <translation>시작함</translation>
    </message>
    <message>
      <source>Start a new chat, or choose a model with a larger context.</source>
      <translation>새 대화를 시작하거나 컨텍스트가 더 큰 모델을 골라 주세요.</translation>
    </message>
    <message>
      <source>Start Ollama or LM Studio</source>
      <translation>Ollama나 LM Studio를 켜 보세요</translation>
    </message>
    <message>
      <source>Start within</source>
      <translation>시작 제한 시간</translation>
    </message>
    <message>
      <source>Starting</source>
      <translation>시작하는 중</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>시작하는 중…</translation>
    </message>
    <message>
      <source>Starts when needed</source>
      <translation>필요할 때 시작</translation>
    </message>
    <message>
      <source>Still to be filled in: {0}.</source>
      <translation>아직 채워야 해요: {0}.</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>중지</translation>
    </message>
    <message>
      <source>Stop &amp;after this turn</source>
      <translation>이번 턴까지만 하고 중지(&amp;A)</translation>
    </message>
    <message>
      <source>Stop after this turn</source>
      <translation>이번 턴까지만 하고 중지</translation>
    </message>
    <message>
      <source>Stop before</source>
      <translation>멈출 곳</translation>
    </message>
    <message>
      <source>Stop before: {kind}</source>
      <translation>멈출 곳: {kind}</translation>
    </message>
    <message>
      <source>Stop before: {n} kinds</source>
      <translation>멈출 곳: {n}가지</translation>
    </message>
    <message>
      <source>Stop before…</source>
      <translation>멈출 곳…</translation>
    </message>
    <message>
      <source>Stop this call</source>
      <translation>이 호출 중지</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>중지했어요</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>중지됨</translation>
    </message>
    <message>
      <source>Stopped before: {kind}</source>
      <translation>멈춤: {kind} 앞</translation>
    </message>
    <message>
      <source>Stopped · connection closed in {n} ms</source>
      <translation>중지했어요 · {n} ms 만에 연결 닫힘</translation>
    </message>
    <message>
      <source>Stopped.</source>
      <translation>중지했어요.</translation>
    </message>
    <message>
      <source>Stopping…</source>
      <translation>중지하는 중…</translation>
    </message>
    <message>
      <source>Stops the answer first</source>
      <translation>답변을 먼저 중지해요</translation>
    </message>
    <message>
      <source>Streamed</source>
      <translation>스트리밍</translation>
    </message>
    <message>
      <source>Streamed and whole answers</source>
      <translation>스트리밍 답변과 한 번에 온 답변</translation>
    </message>
    <message>
      <source>Streamed and whole, by run</source>
      <translation>스트리밍과 한 번에, 회차별</translation>
    </message>
    <message>
      <source>Streamed or whole</source>
      <translation>스트리밍과 한 번에</translation>
    </message>
    <message>
      <source>Sums by provider and model</source>
      <translation>제공자와 모델별 합계</translation>
    </message>
    <message>
      <source>Sums of both kinds</source>
      <translation>두 종류의 합계</translation>
    </message>
    <message>
      <source>SVG image (*.svg)</source>
      <translation>SVG 그림(*.svg)</translation>
    </message>
    <message>
      <source>Switched on</source>
      <translation>켜기</translation>
    </message>
    <message>
      <source>System</source>
      <translation>시스템</translation>
    </message>
    <message>
      <source>System follows the desktop by day and night.</source>
      <translation>시스템을 고르면 낮과 밤에 따라 데스크톱을 따라가요.</translation>
    </message>
    <message>
      <source>System keyring</source>
      <translation>시스템 키링</translation>
    </message>
    <message>
      <source>Table</source>
      <translation>표</translation>
    </message>
    <message>
      <source>Take back</source>
      <translation>허용 취소</translation>
    </message>
    <message>
      <source>Take back all</source>
      <translation>모두 허용 취소</translation>
    </message>
    <message>
      <source>Take back: {name}</source>
      <translation>허용 취소: {name}</translation>
    </message>
    <message>
      <source>Take out of the &amp;archive</source>
      <translation>보관함에서 꺼내기(&amp;A)</translation>
    </message>
    <message>
      <source>Take the texts out</source>
      <translation>글 빼기</translation>
    </message>
    <message>
      <source>Take the tour</source>
      <translation>둘러보기</translation>
    </message>
    <message>
      <source>Take this one out</source>
      <translation>이 모델 빼기</translation>
    </message>
    <message>
      <source>Temperature</source>
      <translation>온도</translation>
    </message>
    <message>
      <source>Temporary chat</source>
      <translation>임시 대화</translation>
    </message>
    <message>
      <source>Test connection</source>
      <translation>연결 시험</translation>
    </message>
    <message>
      <source>Text</source>
      <translation>텍스트</translation>
    </message>
    <message>
      <source>text</source>
      <translation>글</translation>
    </message>
    <message>
      <source>Text files in the folders that you chose.</source>
      <translation>고른 폴더의 텍스트 파일.</translation>
    </message>
    <message>
      <source>Text size</source>
      <translation>글자 크기</translation>
    </message>
    <message>
      <source>Text size in percent</source>
      <translation>글자 크기(퍼센트)</translation>
    </message>
    <message>
      <source>Texts that you use again. Type / in an empty message to put one in; {{name}} in it is asked for.</source>
      <translation>다시 쓰는 글이에요. 빈 메시지에서 /를 입력하면 넣을 수 있고, 글 안의 {{name}} 자리는 넣을 때 물어봐요.</translation>
    </message>
    <message>
      <source>That costs at most about {money}.</source>
      <translation>비용은 최대 약 {money}예요.</translation>
    </message>
    <message>
      <source>That did not work</source>
      <translation>하지 못했어요</translation>
    </message>
    <message>
      <source>That is free.</source>
      <translation>무료예요.</translation>
    </message>
    <message>
      <source>The account at {0} has no credit left {1}</source>
      <translation>{0} 계정에 남은 크레딧이 없어요 {1}</translation>
    </message>
    <message>
      <source>The address holds a user name or password. Leave them out and enter a key instead.</source>
      <translation>주소에 사용자 이름이나 비밀번호가 들어 있어요. 빼고, 대신 키를 입력해 주세요.</translation>
    </message>
    <message>
      <source>The address holds a user name or password. Put it into a header instead.</source>
      <translation>주소에 사용자 이름이나 비밀번호가 들어 있어요. 대신 헤더에 넣어 주세요.</translation>
    </message>
    <message>
      <source>The address of “{0}” holds a secret. Leave it out and enter it as the key.</source>
      <translation>“{0}”의 주소에 비밀 값이 들어 있어요. 주소에서 빼고 키로 입력해 주세요.</translation>
    </message>
    <message>
      <source>The address or a header of {0} is not valid ({1}).</source>
      <translation>{0}의 주소나 헤더가 올바르지 않아요({1}).</translation>
    </message>
    <message>
      <source>The agent “{0}” hands over to an agent that is not there.</source>
      <translation>에이전트 “{0}”이(가) 넘길 에이전트가 없어요.</translation>
    </message>
    <message>
      <source>The agent “{0}” hands over to itself.</source>
      <translation>에이전트 “{0}”이(가) 자기 자신에게 넘겨요.</translation>
    </message>
    <message>
      <source>The agent “{0}” has no model.</source>
      <translation>에이전트 “{0}”에 모델이 없어요.</translation>
    </message>
    <message>
      <source>The agent “{0}” has no provider.</source>
      <translation>에이전트 “{0}”에 제공자가 없어요.</translation>
    </message>
    <message>
      <source>The agent “{0}” in {1} is not understood ({2}); it is left out.</source>
      <translation>{1}의 에이전트 “{0}”을(를) 이해할 수 없어서({2}) 뺐어요.</translation>
    </message>
    <message>
      <source>The agent “{0}” uses the tool “{1}”, which is not there.</source>
      <translation>에이전트 “{0}”이(가) 쓰는 도구 “{1}”이(가) 없어요.</translation>
    </message>
    <message>
      <source>The agents asked for tools {0} times in a row; the run was ended there.</source>
      <translation>에이전트가 도구를 {0}번 연달아 요청해서 실행을 거기서 끝냈어요.</translation>
    </message>
    <message>
      <source>The answer ended without a reason</source>
      <translation>답변이 이유 없이 끝났어요</translation>
    </message>
    <message>
      <source>The answer ended: {word}</source>
      <translation>답변이 끝났어요: {word}</translation>
    </message>
    <message>
      <source>The answer failed</source>
      <translation>답변이 실패했어요</translation>
    </message>
    <message>
      <source>The answer has more than 16 MB.</source>
      <translation>응답이 16 MB보다 커요.</translation>
    </message>
    <message>
      <source>The answer has {0} bytes; 16 MB is the most.</source>
      <translation>응답이 {0}바이트예요. 최대 16 MB예요.</translation>
    </message>
    <message>
      <source>The answer is complete.</source>
      <translation>답변이 끝까지 왔어요.</translation>
    </message>
    <message>
      <source>The answer is empty</source>
      <translation>답변이 비어 있어요</translation>
    </message>
    <message>
      <source>The answer is larger than {0} MB, the limit for one answer.</source>
      <translation>응답이 {0}MB보다 커요. 응답 하나의 한도예요.</translation>
    </message>
    <message>
      <source>The answer of {0} could not be understood ({1}).</source>
      <translation>{0}의 응답을 이해할 수 없었어요({1}).</translation>
    </message>
    <message>
      <source>The answer was cut off at the length limit.</source>
      <translation>답변이 길이 제한에서 잘렸어요.</translation>
    </message>
    <message>
      <source>The answer was cut off by a content filter.</source>
      <translation>콘텐츠 필터가 답변을 끊었어요.</translation>
    </message>
    <message>
      <source>The answer was not complete within {0} s (total time limit).</source>
      <translation>{0}초 안에 답변이 끝나지 않았어요(전체 제한 시간).</translation>
    </message>
    <message>
      <source>The call is not run. What you write here is told to the model.</source>
      <translation>호출을 실행하지 않아요. 여기에 쓴 내용을 모델에 알려요.</translation>
    </message>
    <message>
      <source>The certificates for encrypted connections could not be read; check the settings under Network, and SSL_CERT_FILE and SSL_CERT_DIR.</source>
      <translation>암호화된 연결에 쓸 인증서를 읽을 수 없었어요. 설정의 네트워크와 SSL_CERT_FILE, SSL_CERT_DIR을 확인해 주세요.</translation>
    </message>
    <message>
      <source>The command line holds a zero byte. Take it out.</source>
      <translation>명령줄에 0바이트가 들어 있어요. 빼 주세요.</translation>
    </message>
    <message>
      <source>The compressed body stopped early.</source>
      <translation>압축된 본문이 중간에 끝났어요.</translation>
    </message>
    <message>
      <source>The computer slept, and nothing more came after that. The connection is lost.</source>
      <translation>컴퓨터가 잠든 뒤로 더 온 것이 없어요. 연결이 끊어졌어요.</translation>
    </message>
    <message>
      <source>The connection broke: {0}.</source>
      <translation>연결이 끊어졌어요: {0}.</translation>
    </message>
    <message>
      <source>The connection has ended.</source>
      <translation>연결이 끝났어요.</translation>
    </message>
    <message>
      <source>The connection is not encrypted.</source>
      <translation>암호화되지 않은 연결이에요.</translation>
    </message>
    <message>
      <source>The connection to {0} broke ({1}).</source>
      <translation>{0}과(와)의 연결이 끊어졌어요({1}).</translation>
    </message>
    <message>
      <source>The connection to {0} broke before the answer was complete.</source>
      <translation>답변이 끝나기 전에 {0}과(와)의 연결이 끊어졌어요.</translation>
    </message>
    <message>
      <source>The conversation has outgrown the model's context.</source>
      <translation>대화가 모델의 컨텍스트를 넘었어요.</translation>
    </message>
    <message>
      <source>The conversation is no longer there. Nothing was written.</source>
      <translation>대화가 이제 없어요. 아무것도 쓰지 않았어요.</translation>
    </message>
    <message>
      <source>The conversation is too long for this model {0}</source>
      <translation>대화가 이 모델에는 너무 길어요 {0}</translation>
    </message>
    <message>
      <source>The conversation is too long for this model{0}</source>
      <translation>대화가 이 모델에는 너무 길어요{0}</translation>
    </message>
    <message>
      <source>The conversation leaves {0} tokens; the request was sent again with that limit.</source>
      <translation>대화에 남은 공간은 {0}토큰이에요. 그 한도로 요청을 다시 보냈어요.</translation>
    </message>
    <message>
      <source>The conversation no longer fits into the model's context</source>
      <translation>대화가 모델의 컨텍스트에 더는 들어가지 않아요</translation>
    </message>
    <message>
      <source>The conversation no longer fitted into the model's context window.</source>
      <translation>대화가 모델의 컨텍스트 창에 더는 들어가지 않아요.</translation>
    </message>
    <message>
      <source>The conversations cannot be saved ({0}). What is new stays in memory and is tried again.</source>
      <translation>대화를 저장할 수 없어요({0}). 새로운 내용은 메모리에 있고, 다시 시도해요.</translation>
    </message>
    <message>
      <source>The course of each turn is drawn here: phases, requests, tools, and how fast the text came.</source>
      <translation>턴마다 단계, 요청, 도구, 글이 온 속도를 여기에 그려요.</translation>
    </message>
    <message>
      <source>The currency must be three letters, such as USD.</source>
      <translation>통화는 USD처럼 세 글자여야 해요.</translation>
    </message>
    <message>
      <source>The data folder cannot be read just now.</source>
      <translation>지금은 데이터 폴더를 읽을 수 없어요.</translation>
    </message>
    <message>
      <source>The data folder is {place}; the desktop did not show it.</source>
      <translation>데이터 폴더는 {place}예요. 데스크톱에서 열지 못했어요.</translation>
    </message>
    <message>
      <source>The dated copies</source>
      <translation>날짜별 사본들</translation>
    </message>
    <message>
      <source>The desktop did not give Rivulet a shortcut. The tray can be used.</source>
      <translation>데스크톱이 Rivulet에 단축키를 주지 않았어요. 트레이를 쓸 수 있어요.</translation>
    </message>
    <message>
      <source>The disk is full. What is new stays in memory and is saved as soon as there is space again. Please free some before you quit.</source>
      <translation>디스크가 가득 찼어요. 새로운 내용은 메모리에 있고, 공간이 생기면 바로 저장해요. 끝내기 전에 공간을 비워 주세요.</translation>
    </message>
    <message>
      <source>the end of an answer</source>
      <translation>답변의 끝</translation>
    </message>
    <message>
      <source>The entry “{0}” is not a provider.</source>
      <translation>항목 “{0}”은(는) 제공자가 아니에요.</translation>
    </message>
    <message>
      <source>The environment variable {0} is not set.</source>
      <translation>환경 변수 {0}이(가) 설정되어 있지 않아요.</translation>
    </message>
    <message>
      <source>The figure was not saved: {why}</source>
      <translation>그림을 저장하지 못했어요: {why}</translation>
    </message>
    <message>
      <source>the file cannot be read: {0}</source>
      <translation>파일을 읽을 수 없어요: {0}</translation>
    </message>
    <message>
      <source>The file cannot be read: {0}.</source>
      <translation>파일을 읽을 수 없어요: {0}.</translation>
    </message>
    <message>
      <source>The file cannot be read: {why}</source>
      <translation>파일을 읽을 수 없어요: {why}</translation>
    </message>
    <message>
      <source>The file ends in the middle or is damaged; what stands before that was read.</source>
      <translation>파일이 중간에 끝나거나 손상되었어요. 그 앞까지 읽었어요.</translation>
    </message>
    <message>
      <source>the file is damaged</source>
      <translation>파일이 손상되었어요</translation>
    </message>
    <message>
      <source>The file is kept as {0}.</source>
      <translation>파일은 {0}(으)로 남겨 두었어요.</translation>
    </message>
    <message>
      <source>the file is no longer there</source>
      <translation>파일이 이제 없어요</translation>
    </message>
    <message>
      <source>The file of the conversations cannot be written. What is new stays in memory and is saved as soon as writing is allowed again.</source>
      <translation>대화 파일에 쓸 수 없어요. 새로운 내용은 메모리에 있고, 쓸 수 있게 되면 바로 저장해요.</translation>
    </message>
    <message>
      <source>The file of the conversations is damaged. What is new stays in memory. Start Rivulet again: the file is set aside then, and what can be read is kept.</source>
      <translation>대화 파일이 손상되었어요. 새로운 내용은 메모리에 있어요. Rivulet을 다시 시작해 주세요. 그러면 파일을 따로 두고 읽을 수 있는 것을 남겨요.</translation>
    </message>
    <message>
      <source>The file of the conversations was damaged. It was set aside as {0}</source>
      <translation>대화 파일이 손상되어 {0}(으)로 따로 두었어요</translation>
    </message>
    <message>
      <source>The file was not saved: {why}</source>
      <translation>파일을 저장하지 못했어요: {why}</translation>
    </message>
    <message>
      <source>The file would be too large for {place}. Choose another place.</source>
      <translation>파일이 {place}에 담기에는 너무 커요. 다른 위치를 골라 주세요.</translation>
    </message>
    <message>
      <source>The folder cannot be made: {why}</source>
      <translation>폴더를 만들 수 없어요: {why}</translation>
    </message>
    <message>
      <source>The folder {0} is not there.</source>
      <translation>{0} 폴더가 없어요.</translation>
    </message>
    <message>
      <source>The folder “{0}” for tools is not a whole path; it is left out.</source>
      <translation>도구가 쓸 폴더 “{0}”이(가) 전체 경로가 아니어서 뺐어요.</translation>
    </message>
    <message>
      <source>The header {0} of “{1}” holds a secret. Write {2} in its place and enter the secret as the key: keys are kept in the system's keyring, not in a file.</source>
      <translation>“{1}”의 헤더 {0}에 비밀 값이 들어 있어요. 그 자리에 {2}을(를) 적고 비밀 값은 키로 입력해 주세요. 키는 파일이 아니라 시스템 키링에 보관해요.</translation>
    </message>
    <message>
      <source>The index of the search; it is made anew where it is missing</source>
      <translation>검색 색인. 없으면 새로 만들어요</translation>
    </message>
    <message>
      <source>The key comes from {name}.</source>
      <translation>키를 {name}에서 가져와요.</translation>
    </message>
    <message>
      <source>The key is forgotten.</source>
      <translation>키를 잊었어요.</translation>
    </message>
    <message>
      <source>The last time, a part of the program failed so badly that it ended. Your conversations are kept.</source>
      <translation>지난번에 프로그램의 한 부분에 큰 문제가 생겨 끝났어요. 대화는 남아 있어요.</translation>
    </message>
    <message>
      <source>The list has no date, such as date = 2026-11-21.</source>
      <translation>목록에 날짜가 없어요. 예: date = 2026-11-21.</translation>
    </message>
    <message>
      <source>The list that has changed could not be read: {0}</source>
      <translation>바뀐 목록을 읽을 수 없었어요: {0}</translation>
    </message>
    <message>
      <source>The model asked for tools that do not run here</source>
      <translation>모델이 여기서 실행하지 않는 도구를 요청했어요</translation>
    </message>
    <message>
      <source>The model asked for tools {0} times in a row; the turn was ended there.</source>
      <translation>모델이 도구를 {0}번 연달아 요청해서 턴을 거기서 끝냈어요.</translation>
    </message>
    <message>
      <source>The model asked for tools {n} times. Go on?</source>
      <translation>모델이 도구를 {n}번 요청했어요. 계속할까요?</translation>
    </message>
    <message>
      <source>The model asked for tools.</source>
      <translation>모델이 도구를 요청했어요.</translation>
    </message>
    <message>
      <source>The model asked to operate a computer. That is shown here and never done.</source>
      <translation>모델이 컴퓨터를 조작하겠다고 했어요. 여기에 보여 드리기만 하고 절대 실행하지 않아요.</translation>
    </message>
    <message>
      <source>The model asks you something and waits for your answer.</source>
      <translation>모델이 물어보고 대답을 기다려요.</translation>
    </message>
    <message>
      <source>The model declined to answer</source>
      <translation>모델이 답변을 거절했어요</translation>
    </message>
    <message>
      <source>The model declined to answer.</source>
      <translation>모델이 답변을 거절했어요.</translation>
    </message>
    <message>
      <source>The model is told what was run. The arguments as it wrote them stay visible.</source>
      <translation>무엇을 실행했는지 모델에 알려요. 모델이 쓴 인수도 계속 볼 수 있어요.</translation>
    </message>
    <message>
      <source>The model paused in the middle of its answer</source>
      <translation>모델이 답변 도중에 멈췄어요</translation>
    </message>
    <message>
      <source>The model paused; it can go on.</source>
      <translation>모델이 잠시 멈췄어요. 이어서 쓸 수 있어요.</translation>
    </message>
    <message>
      <source>The model's arguments</source>
      <translation>모델이 쓴 인수</translation>
    </message>
    <message>
      <source>The models get all that was said in it; their answers become versions of its next answer.</source>
      <translation>지금까지의 대화를 모두 모델에 보내요. 답변들은 다음 답변의 버전이 돼요.</translation>
    </message>
    <message>
      <source>The name of an event is a single line.</source>
      <translation>이벤트 이름은 한 줄이에요.</translation>
    </message>
    <message>
      <source>The preset “{0}” has a wrong value for {1}; it is left out.</source>
      <translation>프리셋 “{0}”에서 {1}의 값이 잘못되어 뺐어요.</translation>
    </message>
    <message>
      <source>The price “{0}” of {1} must be a number.</source>
      <translation>{1}의 가격 “{0}”은(는) 숫자여야 해요.</translation>
    </message>
    <message>
      <source>The prices in this file are left out: {0}</source>
      <translation>이 파일의 가격표는 뺐어요: {0}</translation>
    </message>
    <message>
      <source>The printer took nothing. Check it in the system's settings and print again.</source>
      <translation>프린터가 받지 않았어요. 시스템 설정에서 확인하고 다시 인쇄해 주세요.</translation>
    </message>
    <message>
      <source>The program cannot be started: {0}.</source>
      <translation>프로그램을 시작할 수 없어요: {0}.</translation>
    </message>
    <message>
      <source>The program ended while this answer was arriving; what had arrived is kept.</source>
      <translation>답변이 오는 동안 프로그램이 끝났어요. 그때까지 온 내용은 남아 있어요.</translation>
    </message>
    <message>
      <source>The program has closed its output.</source>
      <translation>프로그램이 출력을 닫았어요.</translation>
    </message>
    <message>
      <source>The program has ended with the code {0}.</source>
      <translation>프로그램이 코드 {0}(으)로 끝났어요.</translation>
    </message>
    <message>
      <source>The program was ended by the signal {0}.</source>
      <translation>프로그램이 시그널 {0}(으)로 끝났어요.</translation>
    </message>
    <message>
      <source>The prompt is empty.</source>
      <translation>프롬프트가 비어 있어요.</translation>
    </message>
    <message>
      <source>The prompt “{0}” must have a name and a text; it is left out.</source>
      <translation>프롬프트 “{0}”에는 이름과 글이 있어야 해서 뺐어요.</translation>
    </message>
    <message>
      <source>The provider {name} is not there.</source>
      <translation>제공자 {name}이(가) 없어요.</translation>
    </message>
    <message>
      <source>The provider “{0}” has a header that cannot be sent: {1}.</source>
      <translation>제공자 “{0}”에 보낼 수 없는 헤더가 있어요: {1}.</translation>
    </message>
    <message>
      <source>The provider “{0}” has a wrong value for {1}.</source>
      <translation>제공자 “{0}”에서 {1}의 값이 잘못되었어요.</translation>
    </message>
    <message>
      <source>The provider “{0}” has an unknown protocol. Use one of {1}.</source>
      <translation>제공자 “{0}”의 프로토콜을 알 수 없어요. 다음 중에서 골라 주세요: {1}.</translation>
    </message>
    <message>
      <source>The provider's filter cut the answer off.</source>
      <translation>제공자의 필터가 답변을 끊었어요.</translation>
    </message>
    <message>
      <source>The provider's filter ended this answer</source>
      <translation>제공자의 필터가 이 답변을 끝냈어요</translation>
    </message>
    <message>
      <source>The proxy of the settings is left out. {0}</source>
      <translation>설정의 프록시를 쓰지 않아요. {0}</translation>
    </message>
    <message>
      <source>The proxy {0} of the environment cannot be used. Set HTTP_PROXY, HTTPS_PROXY or ALL_PROXY to the address of an HTTP proxy.</source>
      <translation>환경에 설정된 프록시 {0}을(를) 쓸 수 없어요. HTTP_PROXY, HTTPS_PROXY, ALL_PROXY에 HTTP 프록시 주소를 적어 주세요.</translation>
    </message>
    <message>
      <source>The recorded connection broke here.</source>
      <translation>기록된 연결이 여기서 끊어졌어요.</translation>
    </message>
    <message>
      <source>The recording as text</source>
      <translation>글로 본 기록</translation>
    </message>
    <message>
      <source>The recording ends here: the answer was stopped.</source>
      <translation>기록이 여기서 끝나요. 답변을 중지했어요.</translation>
    </message>
    <message>
      <source>The recording has no further answer.</source>
      <translation>기록에 더 이상 답변이 없어요.</translation>
    </message>
    <message>
      <source>The recording has no further answer. Play it again from the start.</source>
      <translation>기록에 더 이상 답변이 없어요. 처음부터 다시 재생해 주세요.</translation>
    </message>
    <message>
      <source>The request could not be sent to {0} in time (send time limit).</source>
      <translation>요청을 제때 {0}에 보내지 못했어요(전송 제한 시간).</translation>
    </message>
    <message>
      <source>The request is larger than {0} takes at once {1}</source>
      <translation>요청이 {0}에서 한 번에 받는 것보다 커요 {1}</translation>
    </message>
    <message>
      <source>The request is too large for {0} {1}</source>
      <translation>요청이 {0}에는 너무 커요 {1}</translation>
    </message>
    <message>
      <source>The resource is empty.</source>
      <translation>리소스가 비어 있어요.</translation>
    </message>
    <message>
      <source>The result of this call is not in the recording.</source>
      <translation>이 호출의 결과는 기록에 없어요.</translation>
    </message>
    <message>
      <source>The run after</source>
      <translation>다음 실행</translation>
    </message>
    <message>
      <source>The run before</source>
      <translation>이전 실행</translation>
    </message>
    <message>
      <source>The run of the agent could not go on: {0}</source>
      <translation>에이전트 실행을 이어 갈 수 없었어요: {0}</translation>
    </message>
    <message>
      <source>The run waits for something that this program cannot decide.</source>
      <translation>이 프로그램이 결정할 수 없는 것을 실행이 기다리고 있어요.</translation>
    </message>
    <message>
      <source>The same words would be held back again. Ask in other words.</source>
      <translation>같은 말은 다시 막혀요. 다른 말로 물어봐 주세요.</translation>
    </message>
    <message>
      <source>the search has no index</source>
      <translation>검색 색인이 없어요</translation>
    </message>
    <message>
      <source>The server answered with the status {0}: {1}.</source>
      <translation>서버가 상태 {0}(으)로 응답했어요: {1}.</translation>
    </message>
    <message>
      <source>The server asks for input in the middle of the call, which is not supported.</source>
      <translation>서버가 호출 도중에 입력을 요청했는데, 이는 지원하지 않아요.</translation>
    </message>
    <message>
      <source>The server asks to wait {time}.</source>
      <translation>서버가 {time} 기다려 달라고 해요.</translation>
    </message>
    <message>
      <source>The server cannot be reached.</source>
      <translation>서버에 닿을 수 없어요.</translation>
    </message>
    <message>
      <source>The server changed the id within one tool call; the first one was kept.</source>
      <translation>서버가 도구 호출 도중에 ID를 바꿔서 처음 것을 썼어요.</translation>
    </message>
    <message>
      <source>The server changed the name of a running tool call; the first name was kept.</source>
      <translation>서버가 진행 중인 도구 호출의 이름을 바꿔서 처음 이름을 썼어요.</translation>
    </message>
    <message>
      <source>The server claims that it only reads.</source>
      <translation>서버가 읽기만 한다고 주장해요.</translation>
    </message>
    <message>
      <source>The server compressed its answer as {0}, which was not asked for.</source>
      <translation>서버가 응답을 {0}(으)로 압축했는데, 요청하지 않은 방식이에요.</translation>
    </message>
    <message>
      <source>The server did not answer within {0} s.</source>
      <translation>서버가 {0}초 안에 응답하지 않았어요.</translation>
    </message>
    <message>
      <source>The server did not take its earlier reasoning back; the request was sent without it.</source>
      <translation>서버가 앞선 추론을 다시 받지 않아서, 그것 없이 요청을 보냈어요.</translation>
    </message>
    <message>
      <source>The server does not have this tool any more.</source>
      <translation>서버에 이 도구가 이제 없어요.</translation>
    </message>
    <message>
      <source>The server does not keep the protocol: {0}.</source>
      <translation>서버가 프로토콜을 지키지 않아요: {0}.</translation>
    </message>
    <message>
      <source>The server ended while it was asked. It is being started again.</source>
      <translation>요청하는 동안 서버가 끝났어요. 다시 시작하고 있어요.</translation>
    </message>
    <message>
      <source>The server ended with “{word}” although it called tools; the calls count.</source>
      <translation>서버가 도구를 호출하고도 “{word}”(으)로 끝냈어요. 호출은 유효해요.</translation>
    </message>
    <message>
      <source>The server ended with “{word}” although the model called tools; the calls count.</source>
      <translation>서버가 모델이 도구를 호출했는데도 “{word}”(으)로 끝냈어요. 호출은 유효해요.</translation>
    </message>
    <message>
      <source>The server gave a tool call no id; one was made up.</source>
      <translation>서버가 도구 호출에 ID를 주지 않아서 하나 붙였어요.</translation>
    </message>
    <message>
      <source>The server has forgotten this connection.</source>
      <translation>서버가 이 연결을 잊었어요.</translation>
    </message>
    <message>
      <source>The server has forgotten this connection. It is being made anew.</source>
      <translation>서버가 이 연결을 잊었어요. 새로 연결하고 있어요.</translation>
    </message>
    <message>
      <source>The server has gone on with this answer; its rest was fetched from where the connection had ended.</source>
      <translation>서버가 이 답변을 계속 작성했어요. 연결이 끝난 곳부터 나머지를 가져왔어요.</translation>
    </message>
    <message>
      <source>The server is not there any more.</source>
      <translation>서버가 이제 없어요.</translation>
    </message>
    <message>
      <source>The server lists {0} tools at once; the first {1} are used.</source>
      <translation>서버에 도구가 한꺼번에 {0}개 있어요. 앞의 {1}개를 써요.</translation>
    </message>
    <message>
      <source>The server redirects{0} (HTTP {1}). Redirects are not followed, so that the key stays where it belongs. If you trust that address, enter it as the base URL.</source>
      <translation>서버가 다른 주소로 보내려 해요{0}(HTTP {1}). 키를 지키려고 따라가지 않았어요. 그 주소를 믿는다면 기본 URL로 입력해 주세요.</translation>
    </message>
    <message>
      <source>The server refused the sign-in: {0}.</source>
      <translation>서버가 로그인을 거절했어요: {0}.</translation>
    </message>
    <message>
      <source>The server refused: {0}</source>
      <translation>서버가 거절했어요: {0}</translation>
    </message>
    <message>
      <source>The server refused: {0}.</source>
      <translation>서버가 거절했어요: {0}.</translation>
    </message>
    <message>
      <source>The server repeated the name of a tool call in every piece; it was read once.</source>
      <translation>서버가 도구 호출의 이름을 조각마다 되풀이해서 한 번만 읽었어요.</translation>
    </message>
    <message>
      <source>The server says that it may destroy something.</source>
      <translation>서버가 무언가를 지울 수 있다고 해요.</translation>
    </message>
    <message>
      <source>The server sent a line longer than {0}.</source>
      <translation>서버가 {0}보다 긴 줄을 보냈어요.</translation>
    </message>
    <message>
      <source>The server sent a piece of its stream that is not an object; it was skipped.</source>
      <translation>서버가 스트림에 객체가 아닌 조각을 보내서 건너뛰었어요.</translation>
    </message>
    <message>
      <source>The server sent a tool call without a name.</source>
      <translation>서버가 이름 없는 도구 호출을 보냈어요.</translation>
    </message>
    <message>
      <source>The server sent an event larger than {0}.</source>
      <translation>서버가 {0}보다 큰 이벤트를 보냈어요.</translation>
    </message>
    <message>
      <source>The server sent its answer in one piece although a stream was asked for.</source>
      <translation>스트림을 요청했는데 서버가 답변을 한 번에 보냈어요.</translation>
    </message>
    <message>
      <source>The server sent more of a tool call after its end; the rest was dropped.</source>
      <translation>서버가 도구 호출이 끝난 뒤에 더 보내서 나머지를 버렸어요.</translation>
    </message>
    <message>
      <source>The server sent several answers; only the first is shown.</source>
      <translation>서버가 답변을 여러 개 보냈어요. 첫 번째만 보여요.</translation>
    </message>
    <message>
      <source>The server sent tool arguments as an object instead of text; they were written out as JSON.</source>
      <translation>서버가 도구 인수를 글이 아니라 객체로 보내서 JSON으로 옮겨 적었어요.</translation>
    </message>
    <message>
      <source>The server sent tool arguments without the beginning of their call; they were dropped.</source>
      <translation>서버가 호출의 시작 없이 도구 인수를 보내서 버렸어요.</translation>
    </message>
    <message>
      <source>The server sent tool calls without an index; their pieces were matched by id or name.</source>
      <translation>서버가 도구 호출을 번호 없이 보내서 ID나 이름으로 조각을 맞췄어요.</translation>
    </message>
    <message>
      <source>The server streamed its answer although it was asked for in one piece.</source>
      <translation>한 번에 달라고 했는데 서버가 답변을 나누어 보냈어요.</translation>
    </message>
    <message>
      <source>The server used a tool of its own ({name}); what it did there is not shown.</source>
      <translation>서버가 자기 도구({name})를 썼어요. 거기서 한 일은 보이지 않아요.</translation>
    </message>
    <message>
      <source>The server used one id for several tool calls; new ids were made up.</source>
      <translation>서버가 여러 도구 호출에 같은 ID를 써서 새 ID를 붙였어요.</translation>
    </message>
    <message>
      <source>The server used one index for several tool calls; they were told apart by id or name.</source>
      <translation>서버가 여러 도구 호출에 같은 번호를 써서 ID나 이름으로 구분했어요.</translation>
    </message>
    <message>
      <source>The server wants a sign-in.</source>
      <translation>서버에 로그인해야 해요.</translation>
    </message>
    <message>
      <source>The server wants a sign-in. The user can sign in on its page in the settings.</source>
      <translation>서버에 로그인해야 해요. 설정의 서버 페이지에서 로그인할 수 있어요.</translation>
    </message>
    <message>
      <source>The server was not ready within {0} s.</source>
      <translation>서버가 {0}초 안에 준비되지 않았어요.</translation>
    </message>
    <message>
      <source>The server's answer breaks the protocol: {0}</source>
      <translation>서버의 응답이 프로토콜에 어긋나요: {0}</translation>
    </message>
    <message>
      <source>The server's answer does not keep the schema that the server itself has given for it.</source>
      <translation>서버의 응답이 서버가 스스로 밝힌 스키마와 달라요.</translation>
    </message>
    <message>
      <source>The server's answer is compressed, and damaged.</source>
      <translation>서버의 응답이 압축되어 있는데 손상되었어요.</translation>
    </message>
    <message>
      <source>The server's final text differs from what it streamed; the streamed text was kept.</source>
      <translation>서버의 마지막 글이 흘려보낸 글과 달라서 흘려보낸 글을 썼어요.</translation>
    </message>
    <message>
      <source>The setting {0} could not be understood; the usual one is used.</source>
      <translation>설정 {0}을(를) 이해할 수 없어서 기본값을 써요.</translation>
    </message>
    <message>
      <source>The setting {0} must be a number from {1} to {2}; the usual one is used.</source>
      <translation>설정 {0}은(는) {1}부터 {2}까지의 숫자여야 해요. 기본값을 써요.</translation>
    </message>
    <message>
      <source>The setting {0} must be true or false; the usual one is used.</source>
      <translation>설정 {0}은(는) true나 false여야 해요. 기본값을 써요.</translation>
    </message>
    <message>
      <source>The settings could not be read ({0}). The file is kept as {1}; the usual settings are used.</source>
      <translation>설정을 읽을 수 없었어요({0}). 파일은 {1}(으)로 남겨 두고 기본 설정을 써요.</translation>
    </message>
    <message>
      <source>The settings could not be written: {why}</source>
      <translation>설정을 쓰지 못했어요: {why}</translation>
    </message>
    <message>
      <source>The settings in {0} could not be read ({1}); the usual ones are used.</source>
      <translation>{0}의 설정을 읽을 수 없어서({1}) 기본 설정을 써요.</translation>
    </message>
    <message>
      <source>The settings were exported.</source>
      <translation>설정을 내보냈어요.</translation>
    </message>
    <message>
      <source>The settings were not exported.</source>
      <translation>설정을 내보내지 못했어요.</translation>
    </message>
    <message>
      <source>The settings were not imported.</source>
      <translation>설정을 가져오지 못했어요.</translation>
    </message>
    <message>
      <source>The sign-in failed: {0}.</source>
      <translation>로그인하지 못했어요: {0}.</translation>
    </message>
    <message>
      <source>The speed of a playback is a positive factor.</source>
      <translation>재생 속도는 0보다 큰 배수예요.</translation>
    </message>
    <message>
      <source>the start of an answer</source>
      <translation>답변의 시작</translation>
    </message>
    <message>
      <source>the status is no number from 100 to 999</source>
      <translation>상태가 100에서 999 사이의 숫자가 아니에요</translation>
    </message>
    <message>
      <source>The system names none.</source>
      <translation>시스템에 설정된 프록시가 없어요.</translation>
    </message>
    <message>
      <source>The system names one.</source>
      <translation>시스템에 설정된 프록시가 있어요.</translation>
    </message>
    <message>
      <source>The system names {address}.</source>
      <translation>시스템에 설정된 프록시: {address}.</translation>
    </message>
    <message>
      <source>The system's keyring does not answer; it may be locked.</source>
      <translation>시스템 키링이 응답하지 않아요. 잠겨 있을 수 있어요.</translation>
    </message>
    <message>
      <source>The system's keyring refused: {0}.</source>
      <translation>시스템 키링이 거절했어요: {0}.</translation>
    </message>
    <message>
      <source>The text of this event is not in the conversation any more.</source>
      <translation>이 이벤트의 글은 이제 대화에 없어요.</translation>
    </message>
    <message>
      <source>The text that had arrived is kept.</source>
      <translation>그때까지 온 글은 남아 있어요.</translation>
    </message>
    <message>
      <source>The tool of this call is not there just now. The call goes on waiting.</source>
      <translation>이 호출의 도구가 지금은 없어요. 호출은 계속 기다려요.</translation>
    </message>
    <message>
      <source>The tool server “{0}” does not run. {1}</source>
      <translation>도구 서버 “{0}”이(가) 실행되지 않아요. {1}</translation>
    </message>
    <message>
      <source>The tool server “{0}” has a wrong value for {1}; it is left out.</source>
      <translation>도구 서버 “{0}”에서 {1}의 값이 잘못되어 뺐어요.</translation>
    </message>
    <message>
      <source>The tool was changed by its server since it was offered. Nothing was run; ask again.</source>
      <translation>도구를 알려 준 뒤에 서버가 그 도구를 바꿨어요. 아무것도 실행하지 않았어요. 다시 물어봐 주세요.</translation>
    </message>
    <message>
      <source>The tool {0} is left out: {1}.</source>
      <translation>도구 {0}을(를) 뺐어요: {1}.</translation>
    </message>
    <message>
      <source>The tool {name} is not there.</source>
      <translation>도구 {name}이(가) 없어요.</translation>
    </message>
    <message>
      <source>The turn after</source>
      <translation>다음 턴</translation>
    </message>
    <message>
      <source>The turn before</source>
      <translation>이전 턴</translation>
    </message>
    <message>
      <source>the version is no number</source>
      <translation>버전이 숫자가 아니에요</translation>
    </message>
    <message>
      <source>The whole turn: {n} exchanges</source>
      <translation>턴 전체: 요청 {n}개</translation>
    </message>
    <message>
      <source>The words alone.</source>
      <translation>글만 담아요.</translation>
    </message>
    <message>
      <source>The zip of a data export, or its conversations.json</source>
      <translation>데이터 내보내기 zip 또는 그 안의 conversations.json</translation>
    </message>
    <message>
      <source>Their answers run here side by side, each with its own clocks.</source>
      <translation>답변이 여기에 나란히 흐르고, 저마다 시간을 재요.</translation>
    </message>
    <message>
      <source>Theme</source>
      <translation>테마</translation>
    </message>
    <message>
      <source>Then</source>
      <translation>바꾼 뒤</translation>
    </message>
    <message>
      <source>There already</source>
      <translation>이미 있음</translation>
    </message>
    <message>
      <source>There already, and left as they are: {n}.</source>
      <translation>이미 있어서 그대로 둔 것: {n}개.</translation>
    </message>
    <message>
      <source>There already, and skipped: {n}.</source>
      <translation>이미 있어서 건너뛴 것: {n}개.</translation>
    </message>
    <message>
      <source>There are no conversations in this file</source>
      <translation>이 파일에는 대화가 없어요</translation>
    </message>
    <message>
      <source>There are no copies yet.</source>
      <translation>아직 사본이 없어요.</translation>
    </message>
    <message>
      <source>There are none yet.</source>
      <translation>아직 없어요.</translation>
    </message>
    <message>
      <source>There is more; the text has all of it.</source>
      <translation>더 있어요. 전체는 텍스트에 있어요.</translation>
    </message>
    <message>
      <source>There is no answer in this recording.</source>
      <translation>이 기록에는 답변이 없어요.</translation>
    </message>
    <message>
      <source>There is no answer yet.</source>
      <translation>아직 답변이 하나도 없어요.</translation>
    </message>
    <message>
      <source>There is no conversations.json in this zip file.</source>
      <translation>이 zip 파일에는 conversations.json이 없어요.</translation>
    </message>
    <message>
      <source>there is no exchange in it</source>
      <translation>주고받은 것이 들어 있지 않아요</translation>
    </message>
    <message>
      <source>There is no file to work on: conversations are kept in memory until Rivulet ends.</source>
      <translation>다룰 파일이 없어요. 대화는 Rivulet을 끝낼 때까지 메모리에만 있어요.</translation>
    </message>
    <message>
      <source>There is no host named {0}, or it cannot be found now.</source>
      <translation>{0}이라는 호스트가 없거나 지금은 찾을 수 없어요.</translation>
    </message>
    <message>
      <source>There is no program {0}. Install it, or give its whole path.</source>
      <translation>{0} 프로그램이 없어요. 설치하거나 전체 경로를 적어 주세요.</translation>
    </message>
    <message>
      <source>There is no provider named “{0}”. Known ones: {1}.</source>
      <translation>“{0}”이라는 제공자는 없어요. 있는 제공자: {1}.</translation>
    </message>
    <message>
      <source>There is no recording to play.</source>
      <translation>재생할 기록이 없어요.</translation>
    </message>
    <message>
      <source>There is no space left at {place}. Free some, or choose another place.</source>
      <translation>{place}에 남은 공간이 없어요. 공간을 비우거나 다른 위치를 골라 주세요.</translation>
    </message>
    <message>
      <source>There is no such file.</source>
      <translation>그런 파일이 없어요.</translation>
    </message>
    <message>
      <source>There is nothing here.</source>
      <translation>여기에는 아무것도 없어요.</translation>
    </message>
    <message>
      <source>There is nothing to delete.</source>
      <translation>삭제할 것이 없어요.</translation>
    </message>
    <message>
      <source>There is nothing to export yet.</source>
      <translation>아직 내보낼 것이 없어요.</translation>
    </message>
    <message>
      <source>There is nothing to print yet.</source>
      <translation>아직 인쇄할 것이 없어요.</translation>
    </message>
    <message>
      <source>There is nothing to record yet: the answer still runs, or its bytes are not kept any more.</source>
      <translation>아직 기록할 것이 없어요. 답변이 진행 중이거나, 그 바이트가 이제 보관되어 있지 않아요.</translation>
    </message>
    <message>
      <source>There is nothing to record: the bytes of this exchange are not kept.</source>
      <translation>기록할 것이 없어요. 이 요청의 바이트를 보관하지 않았어요.</translation>
    </message>
    <message>
      <source>There is nothing to search: conversations are kept in memory until Rivulet ends.</source>
      <translation>검색할 것이 없어요. 대화는 Rivulet을 끝낼 때까지 메모리에만 있어요.</translation>
    </message>
    <message>
      <source>they are closed already</source>
      <translation>이미 닫혔어요</translation>
    </message>
    <message>
      <source>They are in {file}, with presets, prompts, agents, tool servers, shortcuts and prices of your own. Not in it: keys, permissions of tools and conversations.</source>
      <translation>{file}에 있어요. 프리셋, 프롬프트, 에이전트, 도구 서버, 단축키, 직접 정한 가격도 들어 있어요. API 키, 도구 권한, 대화는 들어 있지 않아요.</translation>
    </message>
    <message>
      <source>They hold from the next answer on.</source>
      <translation>다음 답변부터 적용돼요.</translation>
    </message>
    <message>
      <source>Thinking</source>
      <translation>생각하는 중</translation>
    </message>
    <message>
      <source>thinking</source>
      <translation>생각 중</translation>
    </message>
    <message>
      <source>Thinking…</source>
      <translation>생각하는 중…</translation>
    </message>
    <message>
      <source>This address answered with a web page instead of the API; is /v1 missing at the end of the base URL?</source>
      <translation>이 주소는 API 대신 웹 페이지로 답했어요. 기본 URL 끝에 /v1이 빠졌나요?</translation>
    </message>
    <message>
      <source>This address answered with a web page; is /v1 missing at the end of the base URL?</source>
      <translation>이 주소는 웹 페이지로 답했어요. 기본 URL 끝에 /v1이 빠졌나요?</translation>
    </message>
    <message>
      <source>This address answered with nothing; is the base URL right?</source>
      <translation>이 주소는 아무것도 답하지 않았어요. 기본 URL이 맞나요?</translation>
    </message>
    <message>
      <source>This address answered with something that is not the {0} API; is the base URL right?</source>
      <translation>이 주소의 답은 {0} API의 것이 아니에요. 기본 URL이 맞나요?</translation>
    </message>
    <message>
      <source>This address answered with something that is not this API; is the base URL right?</source>
      <translation>이 주소의 답은 이 API의 것이 아니에요. 기본 URL이 맞나요?</translation>
    </message>
    <message>
      <source>This address could not be opened</source>
      <translation>주소를 열지 못했어요</translation>
    </message>
    <message>
      <source>This agent has no model.</source>
      <translation>이 에이전트에는 모델이 없어요.</translation>
    </message>
    <message>
      <source>This agent is not there any more. Choose another one, or a model.</source>
      <translation>이 에이전트는 이제 없어요. 다른 에이전트나 모델을 골라 주세요.</translation>
    </message>
    <message>
      <source>This answer was written in the background; its server did not agree to stop and may go on.</source>
      <translation>백그라운드에서 작성되던 답변이에요. 서버가 멈추겠다고 하지 않아서 계속 작성하고 있을 수 있어요.</translation>
    </message>
    <message>
      <source>This answer was written in the background; its server was told to stop, and has agreed.</source>
      <translation>백그라운드에서 작성되던 답변이에요. 서버에 멈추라고 알렸고, 서버가 받아들였어요.</translation>
    </message>
    <message>
      <source>This call is not known, so nothing was run.</source>
      <translation>알 수 없는 호출이라 아무것도 실행하지 않았어요.</translation>
    </message>
    <message>
      <source>This call runs now. What may run from now on without asking?</source>
      <translation>이번 호출은 지금 실행해요. 앞으로 무엇을 묻지 않고 실행할까요?</translation>
    </message>
    <message>
      <source>this computer</source>
      <translation>이 컴퓨터</translation>
    </message>
    <message>
      <source>This computer itself is always reached directly.</source>
      <translation>이 컴퓨터에는 언제나 직접 연결해요.</translation>
    </message>
    <message>
      <source>This conversation: {title}</source>
      <translation>이 대화: {title}</translation>
    </message>
    <message>
      <source>This deletes {conversations} with {messages}, also what is pinned, in folders and in the archive.</source>
      <translation>{conversations}와 {messages}를 삭제해요. 고정한 것, 폴더와 보관함에 있는 것도 포함해요.</translation>
    </message>
    <message>
      <source>This desktop gives programs no shortcut that works everywhere. In its keyboard settings, let keys of your choice start “rivulet --ask”.</source>
      <translation>이 데스크톱은 어디서나 쓰는 단축키를 프로그램에 주지 않아요. 데스크톱의 키보드 설정에서 원하는 키로 “rivulet --ask”를 시작하게 해 주세요.</translation>
    </message>
    <message>
      <source>This desktop has no tray.</source>
      <translation>이 데스크톱에는 트레이가 없어요.</translation>
    </message>
    <message>
      <source>This exchange got no answer; there is nothing to record.</source>
      <translation>이 요청은 응답을 받지 못해서 기록할 것이 없어요.</translation>
    </message>
    <message>
      <source>This exchange: {address}</source>
      <translation>이 요청: {address}</translation>
    </message>
    <message>
      <source>This file has no settings of Rivulet in it.</source>
      <translation>이 파일에는 Rivulet 설정이 없어요.</translation>
    </message>
    <message>
      <source>This file holds no certificate of an authority.</source>
      <translation>이 파일에는 인증 기관의 인증서가 없어요.</translation>
    </message>
    <message>
      <source>This file holds no certificates. A PEM file begins with -----BEGIN CERTIFICATE-----.</source>
      <translation>이 파일에는 인증서가 없어요. PEM 파일은 -----BEGIN CERTIFICATE-----로 시작해요.</translation>
    </message>
    <message>
      <source>This file is not a recording.</source>
      <translation>이 파일은 기록이 아니에요.</translation>
    </message>
    <message>
      <source>This file is not a recording: it is empty.</source>
      <translation>이 파일은 기록이 아니에요. 비어 있어요.</translation>
    </message>
    <message>
      <source>This file is not a recording: it is not text.</source>
      <translation>이 파일은 기록이 아니에요. 텍스트가 아니에요.</translation>
    </message>
    <message>
      <source>This file is not JSON, or it is damaged from its beginning.</source>
      <translation>이 파일은 JSON이 아니거나 처음부터 손상되었어요.</translation>
    </message>
    <message>
      <source>This file is too large for a recording.</source>
      <translation>기록이라기에는 파일이 너무 커요.</translation>
    </message>
    <message>
      <source>This file is too large to be one of settings.</source>
      <translation>설정 파일이라기에는 너무 커요.</translation>
    </message>
    <message>
      <source>This import was undone already.</source>
      <translation>이 가져오기는 이미 취소했어요.</translation>
    </message>
    <message>
      <source>This is another server. A key kept for the old address is not sent there: enter it.</source>
      <translation>다른 서버예요. 앞 주소에 쓰던 키는 그리로 보내지 않으니 다시 입력해 주세요.</translation>
    </message>
    <message>
      <source>This is no list of tools: {0}</source>
      <translation>도구 목록이 아니에요: {0}</translation>
    </message>
    <message>
      <source>This is no TOML: {0}.</source>
      <translation>TOML이 아니에요: {0}.</translation>
    </message>
    <message>
      <source>This is not a conversation of Rivulet</source>
      <translation>Rivulet의 대화가 아니에요</translation>
    </message>
    <message>
      <source>This is not a file of settings ({0}).</source>
      <translation>설정 파일이 아니에요({0}).</translation>
    </message>
    <message>
      <source>This is not a file of settings: it is not text.</source>
      <translation>설정 파일이 아니에요. 텍스트가 아니에요.</translation>
    </message>
    <message>
      <source>This is not an address. Write it like http://proxy.example.com:8080.</source>
      <translation>주소가 아니에요. http://proxy.example.com:8080처럼 적어 주세요.</translation>
    </message>
    <message>
      <source>This is not JSON yet.</source>
      <translation>아직 JSON이 아니에요.</translation>
    </message>
    <message>
      <source>This is not JSON yet: line {n}.</source>
      <translation>아직 JSON이 아니에요: {n}번째 줄.</translation>
    </message>
    <message>
      <source>This is not JSON: {0}.</source>
      <translation>JSON이 아니에요: {0}.</translation>
    </message>
    <message>
      <source>This is not possible just now.</source>
      <translation>지금은 할 수 없어요.</translation>
    </message>
    <message>
      <source>This is the demo: recorded answers, streamed like real ones. No key, no network, no model.</source>
      <translation>데모예요. 녹화한 답변이 진짜처럼 흘러와요. 키도 네트워크도 모델도 없어요.</translation>
    </message>
    <message>
      <source>This is the older way over SSE. Rivulet speaks streamable HTTP, as many such servers do too.</source>
      <translation>SSE를 쓰는 옛 방식이에요. Rivulet은 streamable HTTP를 쓰고, 그런 서버도 대개 이를 지원해요.</translation>
    </message>
    <message>
      <source>This is too large to be a list of tool servers.</source>
      <translation>도구 서버 목록이라기에는 너무 커요.</translation>
    </message>
    <message>
      <source>This link is not opened</source>
      <translation>이 링크는 열지 않아요</translation>
    </message>
    <message>
      <source>This message cannot be read by this version of Rivulet. It is kept as it is.</source>
      <translation>이 버전의 Rivulet은 이 메시지를 읽을 수 없어요. 메시지는 그대로 남아 있어요.</translation>
    </message>
    <message>
      <source>This month</source>
      <translation>이번 달</translation>
    </message>
    <message>
      <source>This one:</source>
      <translation>직접 지정:</translation>
    </message>
    <message>
      <source>This program would run on your computer, with all your rights:</source>
      <translation>이 프로그램은 내 컴퓨터에서 내 모든 권한으로 실행돼요:</translation>
    </message>
    <message>
      <source>This recording is damaged in line {0}: {1}.</source>
      <translation>이 기록은 {0}번째 줄이 손상되었어요: {1}.</translation>
    </message>
    <message>
      <source>This recording is too large to be edited here. Copy its file and use a text editor.</source>
      <translation>이 기록은 여기서 편집하기에 너무 커요. 파일을 복사해 텍스트 편집기를 써 주세요.</translation>
    </message>
    <message>
      <source>This recording was made by a newer version of Rivulet.</source>
      <translation>이 기록은 더 새로운 Rivulet에서 만들었어요.</translation>
    </message>
    <message>
      <source>This system has no keyring.</source>
      <translation>이 시스템에는 키링이 없어요.</translation>
    </message>
    <message>
      <source>This version does not know these entries and leaves them out: {names}</source>
      <translation>이 버전이 모르는 항목이라 빼요: {names}</translation>
    </message>
    <message>
      <source>This zip file has too many files in it.</source>
      <translation>이 zip 파일에는 파일이 너무 많아요.</translation>
    </message>
    <message>
      <source>This zip file is damaged.</source>
      <translation>이 zip 파일은 손상되었어요.</translation>
    </message>
    <message>
      <source>This zip file is encrypted. Unpack it first.</source>
      <translation>이 zip 파일은 암호화되어 있어요. 먼저 풀어 주세요.</translation>
    </message>
    <message>
      <source>This zip file unpacks to far more than it can honestly hold.</source>
      <translation>이 zip 파일은 풀면 터무니없이 커져요.</translation>
    </message>
    <message>
      <source>Thought</source>
      <translation>생각함</translation>
    </message>
    <message>
      <source>Thought for {time}</source>
      <translation>{time} 동안 생각함</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>시각</translation>
    </message>
    <message>
      <source>Time in a zone</source>
      <translation>시간대의 시각</translation>
    </message>
    <message>
      <source>Timeline</source>
      <translation>타임라인</translation>
    </message>
    <message>
      <source>Timeouts</source>
      <translation>제한 시간</translation>
    </message>
    <message>
      <source>Timeouts and retries</source>
      <translation>제한 시간과 다시 시도</translation>
    </message>
    <message>
      <source>Timing</source>
      <translation>시간</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>제목</translation>
    </message>
    <message>
      <source>Titles by the model</source>
      <translation>모델이 제목 짓기</translation>
    </message>
    <message>
      <source>To the end</source>
      <translation>맨 끝으로</translation>
    </message>
    <message>
      <source>Today</source>
      <translation>오늘</translation>
    </message>
    <message>
      <source>token counts</source>
      <translation>토큰 수 보고</translation>
    </message>
    <message>
      <source>Token, in place of an API key</source>
      <translation>API 키 자리에 넣을 토큰</translation>
    </message>
    <message>
      <source>Tokens</source>
      <translation>토큰 수</translation>
    </message>
    <message>
      <source>tokens</source>
      <translation>토큰</translation>
    </message>
    <message>
      <source>tokens/s</source>
      <translation>토큰/초</translation>
    </message>
    <message>
      <source>Tool</source>
      <translation>도구 이름</translation>
    </message>
    <message>
      <source>Tool call</source>
      <translation>도구 호출 시간</translation>
    </message>
    <message>
      <source>tool call</source>
      <translation>도구 호출</translation>
    </message>
    <message>
      <source>Tool call: {}</source>
      <translation>도구 호출: {}</translation>
    </message>
    <message>
      <source>Tool calls</source>
      <translation>도구 호출</translation>
    </message>
    <message>
      <source>Tool server</source>
      <translation>도구 서버</translation>
    </message>
    <message>
      <source>Tool server {name}</source>
      <translation>도구 서버 {name}</translation>
    </message>
    <message>
      <source>Tool servers</source>
      <translation>도구 서버</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>도구</translation>
    </message>
    <message>
      <source>Tools of a server</source>
      <translation>서버의 도구</translation>
    </message>
    <message>
      <source>Tools of new chats</source>
      <translation>새 대화의 도구</translation>
    </message>
    <message>
      <source>Tools that are offered</source>
      <translation>제공되는 도구</translation>
    </message>
    <message>
      <source>Tools: none switched on</source>
      <translation>도구: 켜진 것 없음</translation>
    </message>
    <message>
      <source>Tools: {0}, prompts: {1}, resources: {2}.</source>
      <translation>도구: {0}, 프롬프트: {1}, 리소스: {2}.</translation>
    </message>
    <message>
      <source>Tools: {n} switched on</source>
      <translation>도구: {n}개 켜짐</translation>
    </message>
    <message>
      <source>Top-p</source>
      <translation>Top-p</translation>
    </message>
    <message>
      <source>Total</source>
      <translation>합계</translation>
    </message>
    <message>
      <source>total {time}</source>
      <translation>합계 {time}</translation>
    </message>
    <message>
      <source>Trace</source>
      <translation>추적 기록</translation>
    </message>
    <message>
      <source>Tree</source>
      <translation>트리</translation>
    </message>
    <message>
      <source>Tries again: {why}</source>
      <translation>다시 시도: {why}</translation>
    </message>
    <message>
      <source>Trying again in {time}</source>
      <translation>{time} 뒤에 다시 시도해요</translation>
    </message>
    <message>
      <source>Trying again…</source>
      <translation>다시 시도하는 중…</translation>
    </message>
    <message>
      <source>Turn {n} of {m}</source>
      <translation>턴 {n}/{m}</translation>
    </message>
    <message>
      <source>Two agents are called “{0}”.</source>
      <translation>“{0}”이라는 에이전트가 둘이에요.</translation>
    </message>
    <message>
      <source>Two tools, side by side</source>
      <translation>두 도구를 나란히</translation>
    </message>
    <message>
      <source>Un&amp;pin</source>
      <translation>고정 해제(&amp;P)</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>실행 취소</translation>
    </message>
    <message>
      <source>Undo import</source>
      <translation>가져오기 취소</translation>
    </message>
    <message>
      <source>Undo the import of {file}, {when}</source>
      <translation>{when}에 {file}에서 가져온 것 취소</translation>
    </message>
    <message>
      <source>Undoing the import</source>
      <translation>가져오기 취소하는 중</translation>
    </message>
    <message>
      <source>Units</source>
      <translation>단위</translation>
    </message>
    <message>
      <source>Unnamed</source>
      <translation>이름 없음</translation>
    </message>
    <message>
      <source>unreadable</source>
      <translation>읽을 수 없음</translation>
    </message>
    <message>
      <source>Until the connection to the server stands.</source>
      <translation>서버와 연결될 때까지의 시간이에요.</translation>
    </message>
    <message>
      <source>Untitled</source>
      <translation>제목 없음</translation>
    </message>
    <message>
      <source>Usage</source>
      <translation>사용량</translation>
    </message>
    <message>
      <source>usage</source>
      <translation>사용량</translation>
    </message>
    <message>
      <source>Use built-in values</source>
      <translation>기본 제공 값 사용</translation>
    </message>
    <message>
      <source>Use for new chats</source>
      <translation>새 대화에도 사용</translation>
    </message>
    <message>
      <source>Use it here</source>
      <translation>여기에 쓰기</translation>
    </message>
    <message>
      <source>Use these settings</source>
      <translation>이 설정 사용</translation>
    </message>
    <message>
      <source>Use this name</source>
      <translation>이 이름 사용</translation>
    </message>
    <message>
      <source>Usual keys for all</source>
      <translation>모두 기본 키로</translation>
    </message>
    <message>
      <source>Usual keys of “{command}”</source>
      <translation>“{command}”의 기본 키</translation>
    </message>
    <message>
      <source>Usual value: {value}</source>
      <translation>기본값: {value}</translation>
    </message>
    <message>
      <source>Value</source>
      <translation>값</translation>
    </message>
    <message>
      <source>Value of the header</source>
      <translation>헤더 값</translation>
    </message>
    <message>
      <source>Values</source>
      <translation>값 목록</translation>
    </message>
    <message>
      <source>Version {version}</source>
      <translation>버전 {version}</translation>
    </message>
    <message>
      <source>Views of the inspector</source>
      <translation>검사기 보기</translation>
    </message>
    <message>
      <source>waiting</source>
      <translation>기다림</translation>
    </message>
    <message>
      <source>waiting for headers</source>
      <translation>헤더 기다리는 중</translation>
    </message>
    <message>
      <source>waiting for the first byte</source>
      <translation>첫 바이트 기다리는 중</translation>
    </message>
    <message>
      <source>Waiting for the first token</source>
      <translation>첫 토큰을 기다리는 중</translation>
    </message>
    <message>
      <source>Waiting for the first word</source>
      <translation>첫 글자를 기다리는 중</translation>
    </message>
    <message>
      <source>Waiting for you</source>
      <translation>답을 기다리는 중</translation>
    </message>
    <message>
      <source>Waiting for your answer</source>
      <translation>대답을 기다리는 중</translation>
    </message>
    <message>
      <source>waiting to try again</source>
      <translation>다시 시도하려고 기다리는 중</translation>
    </message>
    <message>
      <source>Waiting…</source>
      <translation>기다리는 중…</translation>
    </message>
    <message>
      <source>Waits for its turn</source>
      <translation>차례를 기다림</translation>
    </message>
    <message>
      <source>Waits for you</source>
      <translation>대답을 기다려요</translation>
    </message>
    <message>
      <source>waits for you</source>
      <translation>대답을 기다림</translation>
    </message>
    <message>
      <source>Waits for your consent</source>
      <translation>동의를 기다림</translation>
    </message>
    <message>
      <source>Was not asked</source>
      <translation>묻지 않음</translation>
    </message>
    <message>
      <source>Watch an answer flow in.</source>
      <translation>답변이 흘러오는 모습을 보세요.</translation>
    </message>
    <message>
      <source>Web pages</source>
      <translation>웹페이지</translation>
    </message>
    <message>
      <source>What a model can do besides talking. They are switched on in each conversation.</source>
      <translation>대화 말고 모델이 할 수 있는 일이에요. 대화마다 켜요.</translation>
    </message>
    <message>
      <source>What a tool may give back at most; the rest is cut off, and the model is told.</source>
      <translation>도구가 돌려줄 수 있는 최대 크기예요. 나머지는 자르고 모델에 알려요.</translation>
    </message>
    <message>
      <source>What came over the wire for these words is not kept any more.</source>
      <translation>이 글이 어떻게 전송되어 왔는지는 이제 보관되어 있지 않아요.</translation>
    </message>
    <message>
      <source>What came over the wire for this message is not kept any more.</source>
      <translation>이 메시지가 어떻게 전송되었는지는 이제 보관되어 있지 않아요.</translation>
    </message>
    <message>
      <source>What can be done</source>
      <translation>할 수 있는 일</translation>
    </message>
    <message>
      <source>What could not be read</source>
      <translation>읽지 못한 것</translation>
    </message>
    <message>
      <source>What had arrived is kept.</source>
      <translation>그때까지 온 내용은 남아 있어요.</translation>
    </message>
    <message>
      <source>What happened</source>
      <translation>있었던 일</translation>
    </message>
    <message>
      <source>What is in the folders that you chose.</source>
      <translation>고른 폴더에 무엇이 있는지.</translation>
    </message>
    <message>
      <source>What is kept where</source>
      <translation>무엇이 어디에 있나요</translation>
    </message>
    <message>
      <source>What is measured</source>
      <translation>측정 항목</translation>
    </message>
    <message>
      <source>What it has is listed once it has run.</source>
      <translation>한 번 실행하면 무엇이 있는지 여기에 보여요.</translation>
    </message>
    <message>
      <source>What Rivulet costs</source>
      <translation>Rivulet이 쓰는 자원</translation>
    </message>
    <message>
      <source>What Rivulet is made of, with the licences:</source>
      <translation>Rivulet을 이루는 것과 그 라이선스:</translation>
    </message>
    <message>
      <source>What stands before the @ is a user name, not the address.</source>
      <translation>@ 앞에 있는 것은 주소가 아니라 사용자 이름이에요.</translation>
    </message>
    <message>
      <source>What stops it</source>
      <translation>멈추게 하는 것</translation>
    </message>
    <message>
      <source>What that costs is not known.</source>
      <translation>비용은 알 수 없어요.</translation>
    </message>
    <message>
      <source>What the agents did</source>
      <translation>에이전트가 한 일</translation>
    </message>
    <message>
      <source>What the file tools may read, with all that is in it. Nothing else can be read, links included.</source>
      <translation>파일 도구가 읽어도 되는 곳과 그 안의 모든 것이에요. 링크를 포함해 다른 것은 읽을 수 없어요.</translation>
    </message>
    <message>
      <source>What the model is told about the tool</source>
      <translation>모델이 듣는 도구 설명</translation>
    </message>
    <message>
      <source>What the program did, without what was said</source>
      <translation>프로그램이 한 일. 대화 내용은 없어요</translation>
    </message>
    <message>
      <source>What time is it in Seoul and New York?</source>
      <translation>서울과 뉴욕은 지금 몇 시예요?</translation>
    </message>
    <message>
      <source>What to do</source>
      <translation>할 일</translation>
    </message>
    <message>
      <source>What would you like to know?</source>
      <translation>무엇이 궁금하세요?</translation>
    </message>
    <message>
      <source>What you always allowed. Everything else that a tool does asks first. A tool that changes asks again.</source>
      <translation>항상 허용한 것들이에요. 도구가 하는 다른 일은 모두 먼저 물어봐요. 도구가 바뀌면 다시 물어봐요.</translation>
    </message>
    <message>
      <source>What you enter goes to the system's keyring ({name}).</source>
      <translation>입력한 키는 시스템 키링({name})에 보관해요.</translation>
    </message>
    <message>
      <source>What “{file}” changes</source>
      <translation>“{file}”에서 바뀌는 것</translation>
    </message>
    <message>
      <source>Whatever the arguments are.</source>
      <translation>인수가 무엇이든.</translation>
    </message>
    <message>
      <source>When others hand over to it</source>
      <translation>다른 에이전트가 넘겨줄 때</translation>
    </message>
    <message>
      <source>When {conditions}; and nothing else is given.</source>
      <translation>다음과 같고 다른 것이 없을 때: {conditions}.</translation>
    </message>
    <message>
      <source>While an answer arrives, this side shows its phases, tool calls, tokens and times.</source>
      <translation>답변이 오는 동안 이곳에 단계, 도구 호출, 토큰, 시간이 보여요.</translation>
    </message>
    <message>
      <source>Whole answer</source>
      <translation>답변 전체</translation>
    </message>
    <message>
      <source>Whole turn</source>
      <translation>턴 전체</translation>
    </message>
    <message>
      <source>Whole words</source>
      <translation>온전한 낱말만</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>이유</translation>
    </message>
    <message>
      <source>Wire</source>
      <translation>통신</translation>
    </message>
    <message>
      <source>With an API key</source>
      <translation>API 키로</translation>
    </message>
    <message>
      <source>With the Responses API the server finishes answers by itself: one whose connection breaks is fetched later, also after a restart. The server keeps it for a while.</source>
      <translation>Responses API에서는 서버가 답변을 스스로 끝내요. 연결이 끊겨도 나중에, 다시 시작한 뒤에도 답변을 가져와요. 서버는 답변을 한동안 보관해요.</translation>
    </message>
    <message>
      <source>Without a name</source>
      <translation>이름 없는 서버</translation>
    </message>
    <message>
      <source>Without any arguments.</source>
      <translation>인수 없이.</translation>
    </message>
    <message>
      <source>Words the answer may not have</source>
      <translation>답변에 있으면 안 되는 말</translation>
    </message>
    <message>
      <source>Words you may not say</source>
      <translation>내가 쓰면 안 되는 말</translation>
    </message>
    <message>
      <source>Words, "exact phrases" and -words to leave out. Titles, messages, reasoning and tools.</source>
      <translation>낱말, "정확한 구절", 뺄 낱말은 -낱말. 제목, 메시지, 추론, 도구에서 찾아요.</translation>
    </message>
    <message>
      <source>Worst</source>
      <translation>최대</translation>
    </message>
    <message>
      <source>Wrap lines</source>
      <translation>줄 바꿈</translation>
    </message>
    <message>
      <source>Write a long answer</source>
      <translation>긴 답변 쓰기</translation>
    </message>
    <message>
      <source>Write a long answer and I will stop it</source>
      <translation>긴 답변을 써 주세요. 제가 멈출게요</translation>
    </message>
    <message>
      <source>Write a message</source>
      <translation>메시지를 입력하세요</translation>
    </message>
    <message>
      <source>Write the address of an HTTP proxy, like http://proxy.example.com:8080.</source>
      <translation>http://proxy.example.com:8080처럼 HTTP 프록시의 주소를 적어 주세요.</translation>
    </message>
    <message>
      <source>yes stops it</source>
      <translation>그렇다고 하면 멈춰요</translation>
    </message>
    <message>
      <source>Yes, delete the conversation</source>
      <translation>네, 대화를 삭제해요</translation>
    </message>
    <message>
      <source>Yes, delete {n} conversations</source>
      <translation>네, 대화 {n}개를 삭제해요</translation>
    </message>
    <message>
      <source>Yesterday</source>
      <translation>어제</translation>
    </message>
    <message>
      <source>You</source>
      <translation>나</translation>
    </message>
    <message>
      <source>You allowed it</source>
      <translation>내가 허용함</translation>
    </message>
    <message>
      <source>You asked for it</source>
      <translation>직접 만들었어요</translation>
    </message>
    <message>
      <source>You can close this page and go back to Rivulet.</source>
      <translation>이 페이지를 닫고 Rivulet으로 돌아가도 돼요.</translation>
    </message>
    <message>
      <source>You did not allow it</source>
      <translation>내가 허용하지 않음</translation>
    </message>
    <message>
      <source>You ended it here.</source>
      <translation>여기서 끝냈어요.</translation>
    </message>
    <message>
      <source>You give it {names}.</source>
      <translation>{names}을(를) 넘겨줘요.</translation>
    </message>
    <message>
      <source>You let it go on.</source>
      <translation>계속하게 했어요.</translation>
    </message>
    <message>
      <source>You may not do that at {place}. Choose another place.</source>
      <translation>{place}에는 권한이 없어요. 다른 위치를 골라 주세요.</translation>
    </message>
    <message>
      <source>You stopped this answer.</source>
      <translation>이 답변을 중지했어요.</translation>
    </message>
    <message>
      <source>Your answer</source>
      <translation>내 대답</translation>
    </message>
    <message>
      <source>Your functions</source>
      <translation>내 함수</translation>
    </message>
    <message>
      <source>Your home folder</source>
      <translation>내 홈 폴더</translation>
    </message>
    <message>
      <source>your home folder</source>
      <translation>내 홈 폴더</translation>
    </message>
    <message>
      <source>Your own</source>
      <translation>직접 추가함</translation>
    </message>
    <message>
      <source>Your own functions</source>
      <translation>내가 만든 함수들</translation>
    </message>
    <message>
      <source>Your own prices in {0} are left out: {1}</source>
      <translation>{0}에 적은 가격을 뺐어요: {1}</translation>
    </message>
    <message>
      <source>Your question</source>
      <translation>내 질문</translation>
    </message>
    <message>
      <source>{0} cannot be kept: {1}. It was not attached.</source>
      <translation>{0}을(를) 보관할 수 없어요: {1}. 첨부하지 않았어요.</translation>
    </message>
    <message>
      <source>{0} cannot be read: {1}.</source>
      <translation>{0}을(를) 읽을 수 없어요: {1}.</translation>
    </message>
    <message>
      <source>{0} cannot be restored ({1}). Nothing was changed. Choose another copy.</source>
      <translation>{0}을(를) 복원할 수 없어요({1}). 아무것도 바꾸지 않았어요. 다른 사본을 골라 주세요.</translation>
    </message>
    <message>
      <source>{0} closed the connection before the answer was complete.</source>
      <translation>답변이 끝나기 전에 {0}이(가) 연결을 닫았어요.</translation>
    </message>
    <message>
      <source>{0} could not be read ({1}). {2}</source>
      <translation>{0}을(를) 읽을 수 없었어요({1}). {2}</translation>
    </message>
    <message>
      <source>{0} could not be written: {1}.</source>
      <translation>{0}을(를) 쓸 수 없었어요: {1}.</translation>
    </message>
    <message>
      <source>{0} did not accept the key {1}</source>
      <translation>{0}이(가) 키를 받아들이지 않았어요 {1}</translation>
    </message>
    <message>
      <source>{0} did not accept the request {1}</source>
      <translation>{0}이(가) 요청을 받아들이지 않았어요 {1}</translation>
    </message>
    <message>
      <source>{0} did not answer in time (read time limit).</source>
      <translation>{0}이(가) 제때 응답하지 않았어요(읽기 제한 시간).</translation>
    </message>
    <message>
      <source>{0} did not send its list of models within {1} s.</source>
      <translation>{0}이(가) {1}초 안에 모델 목록을 보내지 않았어요.</translation>
    </message>
    <message>
      <source>{0} does not go on in its own words; it was asked to in a new message.</source>
      <translation>{0}은(는) 자기 글을 이어 쓰지 않아서, 새 메시지로 이어 달라고 했어요.</translation>
    </message>
    <message>
      <source>{0} does not have the rest of this answer (any more).</source>
      <translation>이 답변의 나머지가 {0}에 (더는) 없어요.</translation>
    </message>
    <message>
      <source>{0} does not know this model or this address {1}</source>
      <translation>{0}이(가) 이 모델이나 주소를 몰라요 {1}</translation>
    </message>
    <message>
      <source>{0} does not take the parameter “{1}”; the request was sent again without it.</source>
      <translation>{0}은(는) 매개변수 “{1}”을(를) 받지 않아요. 그것 없이 요청을 다시 보냈어요.</translation>
    </message>
    <message>
      <source>{0} ended its answer without saying so.</source>
      <translation>{0}: 끝났다는 표시 없이 답변이 끝났어요.</translation>
    </message>
    <message>
      <source>{0} has a problem of its own {1}</source>
      <translation>{0}에 문제가 생겼어요 {1}</translation>
    </message>
    <message>
      <source>{0} has {1} pages; many models read {2} at most.</source>
      <translation>{0}은(는) {1}쪽이에요. 많은 모델이 {2}쪽까지 읽어요.</translation>
    </message>
    <message>
      <source>{0} has {1}; no file may have more than {2}.</source>
      <translation>{0}의 크기는 {1}예요. 파일 하나는 {2}까지예요.</translation>
    </message>
    <message>
      <source>{0} has {1}; {2} may have {3} at most.</source>
      <translation>{0}의 크기는 {1}예요. {2}은(는) {3}까지예요.</translation>
    </message>
    <message>
      <source>{0} is a folder. Attach the files in it instead.</source>
      <translation>{0}은(는) 폴더예요. 그 안의 파일을 첨부해 주세요.</translation>
    </message>
    <message>
      <source>{0} is empty.</source>
      <translation>{0}은(는) 비어 있어요.</translation>
    </message>
    <message>
      <source>{0} is no JSON</source>
      <translation>{0}은(는) JSON이 아니에요</translation>
    </message>
    <message>
      <source>{0} is not a file.</source>
      <translation>{0}은(는) 파일이 아니에요.</translation>
    </message>
    <message>
      <source>{0} is on this machine or in a private network, which web pages are not fetched from. The user can allow that in the settings, under Tools.</source>
      <translation>{0}은(는) 이 컴퓨터나 사설 네트워크에 있어서 웹페이지를 가져오지 않아요. 설정의 도구에서 허용할 수 있어요.</translation>
    </message>
    <message>
      <source>{0} is overloaded {1}</source>
      <translation>{0}에 요청이 몰려 있어요 {1}</translation>
    </message>
    <message>
      <source>{0} is reached without encryption: anybody on the way can read the key and the conversation. Use https.</source>
      <translation>{0}에 암호화 없이 연결해요. 도중에 누구나 키와 대화를 읽을 수 있어요. https를 써 주세요.</translation>
    </message>
    <message>
      <source>{0} is still writing this answer.</source>
      <translation>{0}에서 아직 이 답변을 작성하고 있어요.</translation>
    </message>
    <message>
      <source>{0} is too large</source>
      <translation>{0}이(가) 너무 커요</translation>
    </message>
    <message>
      <source>{0} is {1}. Pictures (PNG, JPEG, GIF, WebP), PDF and text files can be attached.</source>
      <translation>{0}: {1}이에요. 그림(PNG, JPEG, GIF, WebP), PDF, 텍스트 파일을 첨부할 수 있어요.</translation>
    </message>
    <message>
      <source>{0} It begins: “{1}”</source>
      <translation>{0} 이렇게 시작해요: “{1}”</translation>
    </message>
    <message>
      <source>{0} Its last words: {1}</source>
      <translation>{0} 마지막 말: {1}</translation>
    </message>
    <message>
      <source>{0} limits the number of requests {1}</source>
      <translation>{0}에서 요청 횟수를 제한하고 있어요 {1}</translation>
    </message>
    <message>
      <source>{0} Mend it in the settings, under Agents.</source>
      <translation>{0} 설정의 에이전트에서 고쳐 주세요.</translation>
    </message>
    <message>
      <source>{0} needs an API key. Enter one in the settings, or set the environment variable {1}.</source>
      <translation>{0}에는 API 키가 필요해요. 설정에서 입력하거나 환경 변수 {1}을(를) 설정해 주세요.</translation>
    </message>
    <message>
      <source>{0} needs an API key. Enter one in the settings.</source>
      <translation>{0}에는 API 키가 필요해요. 설정에서 입력해 주세요.</translation>
    </message>
    <message>
      <source>{0} redirects{1} (HTTP {2}). Redirects are not followed, so that the key stays where it belongs. If you trust that address, enter it as the base URL.</source>
      <translation>{0}이(가) 다른 주소로 보내려 해요{1}(HTTP {2}). 키를 지키려고 따라가지 않았어요. 그 주소를 믿는다면 기본 URL로 입력해 주세요.</translation>
    </message>
    <message>
      <source>{0} reported an error in its answer{1}</source>
      <translation>{0}이(가) 답변 도중에 오류를 알렸어요{1}</translation>
    </message>
    <message>
      <source>{0} sent data that cannot be read ({1}).</source>
      <translation>{0}이(가) 읽을 수 없는 데이터를 보냈어요({1}).</translation>
    </message>
    <message>
      <source>{0} sent JSON that cannot be read ({1}).</source>
      <translation>{0}이(가) 읽을 수 없는 JSON을 보냈어요({1}).</translation>
    </message>
    <message>
      <source>{0} takes no PDF files, and no words can be read from this one</source>
      <translation>{0}은(는) PDF를 받지 않고, 이 PDF에서는 글을 읽을 수 없어요</translation>
    </message>
    <message>
      <source>{0} takes “{1}” instead of “{2}”; the request was sent again that way.</source>
      <translation>{0}은(는) “{2}” 대신 “{1}”을(를) 받아요. 요청을 그렇게 다시 보냈어요.</translation>
    </message>
    <message>
      <source>{0} The entry is left out.</source>
      <translation>{0} 이 항목을 뺐어요.</translation>
    </message>
    <message>
      <source>{0} The key is kept until you quit.</source>
      <translation>{0} 키는 끝낼 때까지 기억해요.</translation>
    </message>
    <message>
      <source>{0} The sign-in holds until you quit.</source>
      <translation>{0} 로그인은 끝낼 때까지 유지돼요.</translation>
    </message>
    <message>
      <source>{0} What was entered is kept until you quit.</source>
      <translation>{0} 입력한 것은 끝낼 때까지 기억해요.</translation>
    </message>
    <message>
      <source>{0} writes at most {1} tokens; the request was sent again with that limit.</source>
      <translation>{0}은(는) 한 번에 {1}토큰까지 써요. 그 한도로 요청을 다시 보냈어요.</translation>
    </message>
    <message>
      <source>{0}; nothing in it could be read. Earlier copies are in the folder {1}.</source>
      <translation>{0}. 읽을 수 있는 내용이 없었어요. 앞선 사본은 {1} 폴더에 있어요.</translation>
    </message>
    <message>
      <source>{0}; {1} conversations with {2} messages were recovered from it, {3} could not be read.</source>
      <translation>{0}. 메시지 {2}개가 든 대화 {1}개를 되찾았고, {3}개는 읽을 수 없었어요.</translation>
    </message>
    <message>
      <source>{0}; {1} conversations with {2} messages were recovered from it.</source>
      <translation>{0}. 메시지 {2}개가 든 대화 {1}개를 되찾았어요.</translation>
    </message>
    <message>
      <source>{count} conversations deleted</source>
      <translation>대화 {count}개를 삭제했어요</translation>
    </message>
    <message>
      <source>{count} deleted again.</source>
      <translation>{count} 다시 삭제했어요.</translation>
    </message>
    <message>
      <source>{count} found so far</source>
      <translation>지금까지 {count} 찾음</translation>
    </message>
    <message>
      <source>{count} imported.</source>
      <translation>{count} 가져왔어요.</translation>
    </message>
    <message>
      <source>{count} in {place}.</source>
      <translation>{place}에 {count}를 두었어요.</translation>
    </message>
    <message>
      <source>{done} of {total}</source>
      <translation>{total} 중 {done}</translation>
    </message>
    <message>
      <source>{file} could not be written: {why}</source>
      <translation>{file}을(를) 쓰지 못했어요: {why}</translation>
    </message>
    <message>
      <source>{file}: {count} with {messages}.</source>
      <translation>{file}: {count}, {messages}.</translation>
    </message>
    <message>
      <source>{h} h {m} min</source>
      <translation>{h}시간 {m}분</translation>
    </message>
    <message>
      <source>{keys} belongs to “{command}”.</source>
      <translation>{keys}: “{command}”에서 쓰고 있어요.</translation>
    </message>
    <message>
      <source>{keys} edits text everywhere. Other keys are needed here.</source>
      <translation>{keys}: 어디서나 글을 고칠 때 쓰는 키예요. 다른 키를 골라 주세요.</translation>
    </message>
    <message>
      <source>{keys} is needed in texts and lists. Add Ctrl or Alt to it.</source>
      <translation>{keys}: 글과 목록에서 쓰는 키예요. Ctrl이나 Alt를 더해 주세요.</translation>
    </message>
    <message>
      <source>{kind} “{name}”</source>
      <translation>{kind} “{name}”</translation>
    </message>
    <message>
      <source>{menu}, shown</source>
      <translation>{menu}, 보임</translation>
    </message>
    <message>
      <source>{model} of {provider} answers where a program names no other model.</source>
      <translation>프로그램이 다른 모델을 말하지 않으면 {provider}의 {model}이(가) 답해요.</translation>
    </message>
    <message>
      <source>{month} {year}</source>
      <translation>{year}년 {month}</translation>
    </message>
    <message>
      <source>{m} min {s} s</source>
      <translation>{m}분 {s}초</translation>
    </message>
    <message>
      <source>{m} of {n} events</source>
      <translation>이벤트 {n}개 중 {m}개</translation>
    </message>
    <message>
      <source>{name} (copy)</source>
      <translation>{name}(복사본)</translation>
    </message>
    <message>
      <source>{name} cannot be read: {why}</source>
      <translation>{name}을(를) 읽을 수 없어요: {why}</translation>
    </message>
    <message>
      <source>{name} is saved. Attach it to your report; nothing was sent.</source>
      <translation>{name}을(를) 저장했어요. 보고에 첨부해 주세요. 아무것도 보내지 않았어요.</translation>
    </message>
    <message>
      <source>{name} is saved. Drop it on the window to play it.</source>
      <translation>{name}을(를) 저장했어요. 창에 끌어다 놓으면 재생해요.</translation>
    </message>
    <message>
      <source>{name} is {value}</source>
      <translation>{name}: {value}</translation>
    </message>
    <message>
      <source>{name} must be a number from {least} to {most}.</source>
      <translation>{name}: {least}부터 {most}까지의 숫자여야 해요.</translation>
    </message>
    <message>
      <source>{name} was not attached: all files of a message may have {size} together.</source>
      <translation>{name}을(를) 첨부하지 않았어요. 메시지 하나의 파일은 모두 합쳐 {size}까지예요.</translation>
    </message>
    <message>
      <source>{name} was not saved: {why}</source>
      <translation>{name}을(를) 저장하지 못했어요: {why}</translation>
    </message>
    <message>
      <source>{name} will answer.</source>
      <translation>{name}이(가) 답해요.</translation>
    </message>
    <message>
      <source>{name} will answer. Esc closes.</source>
      <translation>{name}이(가) 답해요. Esc로 닫아요.</translation>
    </message>
    <message>
      <source>{name} {version}, licence: {licence}</source>
      <translation>{name} {version}, 라이선스: {licence}</translation>
    </message>
    <message>
      <source>{name}, folded</source>
      <translation>{name}, 접힘</translation>
    </message>
    <message>
      <source>{name}, unfolded</source>
      <translation>{name}, 펼쳐짐</translation>
    </message>
    <message>
      <source>{name}: never</source>
      <translation>{name}: 제한 안 함</translation>
    </message>
    <message>
      <source>{n} %</source>
      <translation>{n}%</translation>
    </message>
    <message>
      <source>{n} a second</source>
      <translation>초당 {n}</translation>
    </message>
    <message>
      <source>{n} answers</source>
      <translation>답변 {n}개</translation>
    </message>
    <message>
      <source>{n} answers; the plot shows the last {m}</source>
      <translation>답변 {n}개, 그림에는 최근 {m}개</translation>
    </message>
    <message>
      <source>{n} B</source>
      <translation>{n} B</translation>
    </message>
    <message>
      <source>{n} bytes</source>
      <translation>{n}바이트</translation>
    </message>
    <message>
      <source>{n} conversations</source>
      <translation>대화 {n}개</translation>
    </message>
    <message>
      <source>{n} events</source>
      <translation>이벤트 {n}개</translation>
    </message>
    <message>
      <source>{n} found</source>
      <translation>{n}개 찾음</translation>
    </message>
    <message>
      <source>{n} gaps of {low} to {high}</source>
      <translation>{low}~{high} 간격 {n}개</translation>
    </message>
    <message>
      <source>{n} kB</source>
      <translation>{n} kB</translation>
    </message>
    <message>
      <source>{n} lines</source>
      <translation>{n}줄</translation>
    </message>
    <message>
      <source>{n} MB</source>
      <translation>{n} MB</translation>
    </message>
    <message>
      <source>{n} messages</source>
      <translation>메시지 {n}개</translation>
    </message>
    <message>
      <source>{n} more bytes</source>
      <translation>{n}바이트 더</translation>
    </message>
    <message>
      <source>{n} ms</source>
      <translation>{n} ms</translation>
    </message>
    <message>
      <source>{n} new lines</source>
      <translation>새로운 줄 {n}개</translation>
    </message>
    <message>
      <source>{n} of {m} events</source>
      <translation>이벤트 {m}개 중 {n}</translation>
    </message>
    <message>
      <source>{n} of {m} requests done</source>
      <translation>요청 {m}개 중 {n}개 완료</translation>
    </message>
    <message>
      <source>{n} of {total}</source>
      <translation>{total}개 중 {n}</translation>
    </message>
    <message>
      <source>{n} of {total} conversations are in {place}, each of them whole.</source>
      <translation>대화 {total}개 중 {n}개를 {place}에 두었어요. 하나하나 온전해요.</translation>
    </message>
    <message>
      <source>{n} on, about {tokens} tokens in each request (estimated)</source>
      <translation>{n}개 켜짐, 요청마다 약 {tokens}토큰(추정)</translation>
    </message>
    <message>
      <source>{n} requests, each paid for as usual. Tools are off.</source>
      <translation>요청 {n}개, 저마다 평소처럼 비용이 들어요. 도구는 꺼져 있어요.</translation>
    </message>
    <message>
      <source>{n} responses</source>
      <translation>응답 {n}개</translation>
    </message>
    <message>
      <source>{n} results</source>
      <translation>결과 {n}개</translation>
    </message>
    <message>
      <source>{n} rows</source>
      <translation>{n}행</translation>
    </message>
    <message>
      <source>{n} s</source>
      <translation>{n}초</translation>
    </message>
    <message>
      <source>{n} tokens</source>
      <translation>{n}토큰</translation>
    </message>
    <message>
      <source>{n} tools are offered, about {tokens} tokens with each request.</source>
      <translation>도구 {n}개를 제공해요. 요청마다 약 {tokens}토큰이에요.</translation>
    </message>
    <message>
      <source>{n} without a price</source>
      <translation>가격 없는 답변 {n}개</translation>
    </message>
    <message>
      <source>{phase}, silent for {time}</source>
      <translation>{phase}, {time} 동안 조용함</translation>
    </message>
    <message>
      <source>{place} can only be read. Choose another place.</source>
      <translation>{place}은(는) 읽기 전용이에요. 다른 위치를 골라 주세요.</translation>
    </message>
    <message>
      <source>{place} is a folder. Choose a file.</source>
      <translation>{place}은(는) 폴더예요. 파일을 골라 주세요.</translation>
    </message>
    <message>
      <source>{place} is no longer there. Choose another place.</source>
      <translation>{place}이(가) 이제 없어요. 다른 위치를 골라 주세요.</translation>
    </message>
    <message>
      <source>{place}: {why}.</source>
      <translation>{place}: {why}.</translation>
    </message>
    <message>
      <source>{read} in, {written} out</source>
      <translation>입력 {read}, 출력 {written}</translation>
    </message>
    <message>
      <source>{read} tokens in, {written} out</source>
      <translation>입력 {read}토큰, 출력 {written}</translation>
    </message>
    <message>
      <source>{run}, failed</source>
      <translation>{run}, 실패</translation>
    </message>
    <message>
      <source>{run}, finished</source>
      <translation>{run}, 완료</translation>
    </message>
    <message>
      <source>{run}, running</source>
      <translation>{run}, 실행 중</translation>
    </message>
    <message>
      <source>{run}, stopped</source>
      <translation>{run}, 중지됨</translation>
    </message>
    <message>
      <source>{size} in one chunk</source>
      <translation>{size}, 조각 1개</translation>
    </message>
    <message>
      <source>{size} in {n} chunks</source>
      <translation>{size}, 조각 {n}개</translation>
    </message>
    <message>
      <source>{size} more came than are kept.</source>
      <translation>보관한 것보다 {size} 더 왔어요.</translation>
    </message>
    <message>
      <source>{source} hands over to {target}.</source>
      <translation>{source}이(가) {target}에 넘겨요.</translation>
    </message>
    <message>
      <source>{state} · first to end</source>
      <translation>{state} · 가장 먼저 끝남</translation>
    </message>
    <message>
      <source>{time} in all</source>
      <translation>전체 {time}</translation>
    </message>
    <message>
      <source>{what} at {time}</source>
      <translation>{what}, {time}에</translation>
    </message>
    <message>
      <source>{what} or {with} in the text is asked for when it is used.</source>
      <translation>글에 {what}이나 {with}처럼 쓰면 쓸 때 물어봐요.</translation>
    </message>
    <message>
      <source>{what} {time}, from {start}</source>
      <translation>{what} {time}, {start}부터</translation>
    </message>
    <message>
      <source>{{name}} is filled in from the values below.</source>
      <translation>{{name}} 자리에는 아래 값이 들어가요.</translation>
    </message>
    <message>
      <source>“base64” cannot be read</source>
      <translation>“base64”를 읽을 수 없어요</translation>
    </message>
    <message>
      <source>“end” is none of {0}</source>
      <translation>“end” 값이 다음 중 하나가 아니에요: {0}</translation>
    </message>
    <message>
      <source>“{0}” are not pairs of a name and a value</source>
      <translation>“{0}” 값이 이름과 값의 쌍이 아니에요</translation>
    </message>
    <message>
      <source>“{0}” could not be read: its bytes are not base64.</source>
      <translation>“{0}”을(를) 읽을 수 없었어요. base64 형식이 아니에요.</translation>
    </message>
    <message>
      <source>“{0}” is no number of seconds</source>
      <translation>“{0}” 값이 초를 나타내는 숫자가 아니에요</translation>
    </message>
    <message>
      <source>“{0}” is not a name of a header.</source>
      <translation>“{0}”은(는) 헤더 이름이 아니에요.</translation>
    </message>
    <message>
      <source>“{0}” is not a name of an environment variable.</source>
      <translation>“{0}”은(는) 환경 변수 이름이 아니에요.</translation>
    </message>
    <message>
      <source>“{0}” is not an address of a server ({1}).</source>
      <translation>“{0}”은(는) 서버 주소가 아니에요({1}).</translation>
    </message>
    <message>
      <source>“{0}” is not an address of a server.</source>
      <translation>“{0}”은(는) 서버의 주소가 아니에요.</translation>
    </message>
    <message>
      <source>“{0}” is not an address of a server. It should look like https://host/v1 or http://127.0.0.1:11434/v1.</source>
      <translation>“{0}”은(는) 서버 주소가 아니에요. https://host/v1이나 http://127.0.0.1:11434/v1처럼 적어 주세요.</translation>
    </message>
    <message>
      <source>“{0}” is not offered. {1}</source>
      <translation>“{0}”을(를) 제공하지 않아요. {1}</translation>
    </message>
    <message>
      <source>“{0}” must be a list of names.</source>
      <translation>“{0}”은(는) 이름의 목록이어야 해요.</translation>
    </message>
    <message>
      <source>“{0}” must be a list of tables.</source>
      <translation>“{0}”은(는) 표의 목록이어야 해요.</translation>
    </message>
    <message>
      <source>“{0}” of a conversation makes no sense and was left out.</source>
      <translation>대화의 “{0}” 값이 맞지 않아서 뺐어요.</translation>
    </message>
    <message>
      <source>“{0}” was left out: {1}.</source>
      <translation>“{0}”을(를) 뺐어요: {1}.</translation>
    </message>
    <message>
      <source>“{0}” was not sent: {1}.</source>
      <translation>“{0}”을(를) 보내지 않았어요: {1}.</translation>
    </message>
    <message>
      <source>… and {0} more.</source>
      <translation>… 외 {0}개가 더 있어요.</translation>
    </message>
    <message>
      <source>… double-click or Enter shows all</source>
      <translation>… 두 번 클릭하거나 Enter를 누르면 모두 보여요</translation>
    </message>
    <message>
      <source>… {n} more characters</source>
      <translation>… {n}자 더</translation>
    </message>
  </context>
</TS>
