<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
  <context>
    <name>Rivulet</name>
    <message>
      <source> s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;About Rivulet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Allow the waiting call once</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Archive</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Back up now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Branch into a new conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Conversations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Copy the last answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Delete</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Delete all conversations…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Delete the conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Export everything…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Export…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;File</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Find…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Go</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Import…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Inspector</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Larger text</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Move to folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;New chat</source>
      <translation>새 대화(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;New folder…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Normal text size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Open</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Out of the folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Pin</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Previous conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Quit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Rename</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Rename the conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Rename the folder…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Restore a copy…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Retry the answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Search conversations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Show data folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Smaller text</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Stop the answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;View</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Wire</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>&amp;Write a message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>, </source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>, and gets at most {written}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>1 conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>1 line</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>1 message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>1 new line</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>1 result</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>1 row</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>30 days</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>7 days</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>`longest` is a number of characters</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>`{0}` is a list of texts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A conversation without an id</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A copy has all conversations as they were. Restoring one sets aside what is there now, as a copy too. The {n} youngest are kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A copy of everything was made: {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A data export of ChatGPT</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A data export of Claude</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A dated copy is made before, with which all of it can be brought back. It keeps attached files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a field has another type</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a file or folder below {folder}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A guardrail objected to this answer: {0}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A guardrail stopped your message before it was sent: {0}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A JSON object.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A key entered here is kept for this session only. To keep one, name a variable below.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A key entered here is kept for this session only. To keep one, set {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A key is kept in the keyring.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A key is kept until you quit.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A letter waited at most {longest} for its frame; half of the frames were within {half}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A list of messages</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A native chat client for streaming language models.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A page for every browser, with its pictures in it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A program on this computer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A tool that changes asks again. You can take this back in Settings, Permissions.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A value is missing for {0}. Enter it in the settings.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a web page</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A year</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>About Rivulet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>About {n} messages are still to be taken into the index.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Actions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add a header</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add a provider</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add a server</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add a variable</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Address</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>After a question. A dated copy is made before, unless that shall go too.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Agents</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>A server’s tool asks</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Agent</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Answer to a server’s tool</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Asks to hand over</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Calls a tool</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Found tools</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Guardrail</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Handed over</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Handoff</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Looks for tools</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Model call</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Result of a tool</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Round</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Run</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Said</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Thought</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Tool</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>AgentsView</source>
      <comment>Tools of a server</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Agree and start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All answers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All conversations are deleted. Restore the copy {name} ({size}) to have them back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All conversations, their files and their copies are deleted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All files ({kinds})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All of it lies on this computer, and nowhere else.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All providers and models</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Allow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Allow once</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Allow this call with exactly these arguments?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Allowed on {day}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Also all {n} tools of {source} that say they only read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Always allow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Always…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An address</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>an address of {host}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An agent is a model with a task, tools and colleagues. Chat with one by choosing “Agents”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An asynchronous transport gave a stream that is not asynchronous.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An export of Rivulet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>And stop it with Esc</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>and {n} more</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Another agent has this name, or one too much like it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Answer</source>
      <translation>답변</translation>
    </message>
    <message>
      <source>Answer finished</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Answer to the model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Answer {n}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Answer, not streamed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Answering</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>answering</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Answers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>answers →</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Answer…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Anthropic Messages</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>anything</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>API keys; never in a file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Appearance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Archive</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Arguments</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Arguments as JSON</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Arguments of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Arrival and screen</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Arrival and screen, characters</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>arrived</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>arriving</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As chosen in the conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As Markdown, HTML, JSON or plain text. JSON is complete and can be imported again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As of {when}: {count}. What was there before is kept as {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As the model has it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ask again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ask me before every call</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Asked for when it is used: {names}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Asking again would not change that. Ask in other words.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Asking the server for its models…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>asking you</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>asks you</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Asks you about {tool}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Assistant</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>At most {n} files go with one message.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Attach files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Attached files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Attached files that are no longer there and were left out: {n}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Attached files that are not in the file: {n}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Attached files, each once</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Attached: {}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Back to the built-in values</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Back to the usual values</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Back up now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Before a copy was restored</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Before an update of the file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Before everything was deleted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Begins</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Begins, with {model}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Best</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Between two pieces of an answer. Signs of life alone do not count.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Body</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Both kinds are shown here side by side.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Branch from here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bring back the examples</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bring in once more what is there already, as copies</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>build {build}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Built in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Built in, changed by you</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Built into Rivulet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bytes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Call of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Calls with arguments like these</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Calls within</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancel the test</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cancelled. What was measured stays.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>characters</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>characters/s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ChatGPT: the zip of a data export, or its conversations.json.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choices</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a &amp;model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a file to import</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a file, or drop it here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a file…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a provider</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a provider.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose where the folder with the files shall be</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose where…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Chosen in the list: {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Chosen per conversation, above it. What is empty is not sent.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Claude: the zip of a data export, or its conversations.json.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close</source>
      <translation>닫기</translation>
    </message>
    <message>
      <source>Close the notice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>closed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>closed {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Code</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>code</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Command line</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>comment</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Complete, with every version and file. Rivulet can import it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>connect a model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Connected in {time}. It offers one model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Connected in {time}. It offers {n} models.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Connected in {time}. The server names no models; type one in the model picker.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>connected {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Connecting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>connecting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>connection closed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Connection closed in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Continue</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>continued</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Conversation deleted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Conversations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Conversations ({kinds})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Conversations in the file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Conversations, drafts, folders</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Conversations: {conversations}, messages: {messages}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copied.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copied. The key is not in it: it is read from {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copies…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy as curl</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy as Markdown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy as Python</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy code</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy formula</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy link</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy the message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy the message as Markdown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy version</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cost</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cost, about</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Course of the turn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Crashed; restarts in {n} s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>CSV table (*.csv)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cut off at the length limit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cut off at the length limit.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>D&amp;ata</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Data</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Data folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dated copies</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete all conversations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete the copy of {when}?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete the dated copies and all attached files too</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Deleted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Deleted, with what followed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Deleting a copy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Deleting all conversations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>denied</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Denied: {}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Deny</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Deny and say why…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Discard</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Do n&amp;ot allow the waiting call</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Do not allow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Does not run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draft</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Duplicate this provider</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Earlier</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit presets…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit the arguments of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit the arguments…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Editing an earlier message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>end</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>End here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>end of the turn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ended for a reason that is not known here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ended properly, without saying why.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ended with calls that are not run here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Enter a key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Enter another key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Enter key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Enter sends it after this answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Environment</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>error</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Errors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Event</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Events</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every call of this tool, whatever the arguments</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every request and each event of its answer is listed here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Everything</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Everything together, tools and waits included.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Everything: {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>exactly {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exchanges</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exchanges of all conversations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Explain something</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export as</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exported</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exporting {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Extra headers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Failed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>failed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Failed: {}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Find in conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Find in events</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Find ne&amp;xt</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Find pre&amp;vious</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Finished</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Finishing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>finishing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>First byte</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>first byte {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>First token</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>first token</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>First token, streamed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>first token, streamed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>first {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder removed; its conversations are in the list</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder renamed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>For a report: version, build, Python, Qt and system</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>For notes and for other programs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Forget the key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Frame</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>free</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From Rivulet, ChatGPT, Claude or a list of messages. Nothing is overwritten; it can be undone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From sending until the answer begins. Models that think first need minutes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From the tool server {server}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Full</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Gap</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Gaps between deltas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Get a key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give “{name}” its built-in values again?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hands over to</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hands over to {agent}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>has a draft</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Headers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>headers {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide the key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide what does not match</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How does a river find its way to the sea? Explain it to a curious child.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How does a river find its way?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How often a request is sent again by itself. Only before the first word has arrived.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How the answer ended</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>HTML</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>idle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import from JSON</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import tool servers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import undone</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Imported</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Importing {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Import…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>in {n} pieces</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Insert</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Insert a &amp;prompt</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Inspector</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Instructions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>interrupted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Interrupted: {}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It asks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It cannot be brought back. Files that only it has are deleted too.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It cannot be continued: there is no room left. Start a new chat, or choose a model with more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It gets no key of Rivulet's, and no shell reads the line.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It hands over to itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It hands over to {name}, which is not there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It has {copied}. What is there now, {there}, is kept as a copy first. Running answers are stopped, and what they said is kept there too.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It is ended, and its keys and sign-in are forgotten.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it is no object</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It must be an object in curly brackets.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It needs a name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It plays recorded streams through the real protocols. No model is behind it, and no network.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It reached the most this model may write at once.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It runs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It works in {folder}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Its body was let go to save memory.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Its cost</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Its cost, about</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Its key is forgotten too.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Its name has letters that can look like others: {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Its package brings no text of the licence.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>JSON</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>JSON files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>JSON incomplete</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>JSON invalid</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>JSON not checked</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>JSON valid</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Kept because you went on with them: {n}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Kept in the keyring</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Kept until this answer ends. Esc stops it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Key variable</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Kind</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Kinds of events</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Language</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>last response {n}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Last token</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>last token</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Last token, streamed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>last token, streamed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Last used</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>last {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Latency by answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Latency la&amp;b</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Latency lab</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Latency of all answers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Latency of the answers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Licence</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Light</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Log</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Longest answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Longest message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looking for copies</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looking for the key…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Made</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Making a copy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Markdown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Match case</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Menu</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Messages</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>models with a task</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Most tokens of an answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Motion</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name of the folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name of the header</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name ten rivers and say one sentence about each.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ne&amp;xt conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Needs a sign-in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>never</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New &amp;temporary chat</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New agent</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>new answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New chat</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New preset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New prompt</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New provider</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New server</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next version</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>no address answered</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No agent has run here yet. Choose “Agents” where the provider is chosen, and send a message.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No answer began within {0} s (first-token time limit).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No answer within {n} s.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No answer yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No answers yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No connection to {0} ({1}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No connection to {0} within the time limit (connect time limit).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No conversation has these words in its title. Enter searches in the messages.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No conversations yet. What you ask will be listed here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No copy was made. {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No JSON.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No JSON: line {n}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No key yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No key, and none is needed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>no key, no network</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No limit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>no limit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No preset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No results</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>no token came</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No tool server was found. Rivulet looks for “mcpServers”, “servers” or “context_servers”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>None</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>none</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Normal text size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not a time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not allowed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not exported</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not imported</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not JSON</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not offered.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not saved yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not sent: Rivulet ended before. It goes out when the next answer ends well, or now.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not sent: the answer failed. It goes out when the next one ends well, or now.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not sent: you stopped the answer. It goes out after the next one, or now.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not streamed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>nothing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing can be imported now: conversations are kept in memory until Rivulet ends.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing has streamed yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing more came for {0} s (idle time limit).</source>
      <translation>{0}초 동안 아무것도 더 오지 않았어요(무응답 시간 제한).</translation>
    </message>
    <message>
      <source>Nothing of it had arrived.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing of it is left then, and nothing can be brought back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing that is there is changed, and an import can be taken back.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was found. Other words, or the beginning of one, may help.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was imported.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was said yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing. Every tool that can do something asks first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Notice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Notices</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>of a newer Rivulet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of everything in the window, at once.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of everything in the window. Ctrl + and Ctrl − do the same.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>of it cached</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>of it reasoning</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Off</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>On the disk: {all} (conversations {store}, search {index}, {files} attached files {attached}, {copies} copies {kept})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One a line</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One a line: name = value</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One is made before an update of the file, before a restore and before everything is deleted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One moment: a file is still being read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One of your own functions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only web and mail addresses are opened from here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open in a window</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open link</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open this address?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OpenAI Chat Completions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OpenAI Responses</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OpenAI, Anthropic, or a server of your own:</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>other</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Others: a JSON list of messages with role and content.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Otherwise a burst flows in evenly, within 0.15 seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Output</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>P&amp;in the conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>p50</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>p95</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pages of the settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>part</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Part, by the server's own number</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Parts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Parts of the exchange</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Parts of the lab</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paste what Claude Desktop, Cursor or VS Code keep. Nothing is started by it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pasted picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pause the list</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>paused</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>PDF</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Period</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Permissions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Phase</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Phases</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ping</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pinned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>pinned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Plain text</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>PNG image (*.png)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Preset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Preset: instructions, model and parameters of this conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Presets</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous 7 days</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous version</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Prices of {date}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Program</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Programs and addresses that give models tools, over the Model Context Protocol. None is set up.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Progress</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Prompt</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Prompts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Protocol</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Provider</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Provider and model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Provider settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Providers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Question</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Question about the answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Question about your message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Queued messages</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Queued: {text}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quote</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quote the message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ran with</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ran with your arguments</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Raw bytes of the event</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Re&amp;move the folder, keep its conversations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reading {file}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reading…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ready</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reasoning</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>reasoning</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reasoning ({} s)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reasoning effort</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>receiving</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reduced</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reduced: the cursor does not blink and nothing slides.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Refusal</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>refusal</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Refuse</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Refuse and say why</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Refuse and say why…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove this header</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove this line</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove this provider</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove this server</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove “{name}”?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rename the folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Request</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Request {n}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Resources</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Response</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Response of {model}: {n} events, {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rest</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Restart</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Restore</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Restore the copy of {when}?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Restored</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Restore…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Restoring {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Result</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Result of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Result: {}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Results</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Retries</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Retry</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>retry wait</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Retrying</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Retrying in {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Revert</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rivulet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rivulet: a JSON export.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run and always allow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run with these</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run {n}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>running</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Running a tool</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Running tools</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>running tools</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Running, 1 tool</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Running, {n} tools</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Runs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Runs of each kind</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save as</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save as an image…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save as CSV</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save as CSV…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the figure</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the figure…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the trace</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the trace…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save what you entered for {names}?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save {name} as…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved as {name}</source>
      <translation>{name}(으)로 저장했어요</translation>
    </message>
    <message>
      <source>Saved.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved. The key is kept in the system's keyring.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Se&amp;ttings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search</source>
      <translation>검색</translation>
    </message>
    <message>
      <source>Search conversations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search in &amp;all messages…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search in all conversations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search models, or type any name</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search presets</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search prompts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search providers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Searching…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>See what flows here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Select all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Send</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Send now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sends {n} requests, about {read} tokens</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sent before everything that is said.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>separated by commas</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Server-sent events</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>server-sent events</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Servers found</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Set-up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings</source>
      <translation>설정</translation>
    </message>
    <message>
      <source>Settings, presets and prompts, in {place}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show text as it arrives</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the text of this event</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>shown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sign in…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sign out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Silence</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>something else</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Something nobody foresaw went wrong: {0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Something that should stop it is empty.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Something went wrong inside Rivulet. The log has the details.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Speed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Speed over time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Speed, {unit}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start a new chat, or choose a model with a larger context.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start within</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starting…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starts when needed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop after this turn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop this call</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>stopped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopped · connection closed in {n} ms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopped.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopping…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stops the answer first</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Streamed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Streamed and whole answers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Streamed and whole, by run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Streamed or whole</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sums by provider and model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sums of both kinds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>SVG image (*.svg)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Switched on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>System</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>System follows the desktop by day and night.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>System keyring</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Table</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take back all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take back: {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take out of the &amp;archive</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take the tour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Talk to it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Temperature</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Temporary chat</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Test the connection</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Text</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>text</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Text size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Text size in percent</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>That costs at most about {money}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>That did not work</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>That is free.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The address holds a user name or password. Leave them out and enter a key instead.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The address of “{0}” holds a secret. Leave it out and enter it as the key.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The address or a header of {0} is not valid ({1}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The agents asked for tools {0} times in a row; the run was ended there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The answer ended without a reason</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The answer ended: {word}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The answer is complete.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The answer is empty</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The answer is larger than {0} MB, the limit for one answer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The answer of {0} could not be understood ({1}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The answer was cut off at the length limit.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The answer was cut off by a content filter.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The answer was not complete within {0} s (total time limit).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The call is not run. What you write here is told to the model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The certificates for encrypted connections could not be read; check SSL_CERT_FILE and SSL_CERT_DIR.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The compressed body stopped early.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The connection is not encrypted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The connection to {0} broke ({1}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The connection to {0} broke before the answer was complete.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The conversation has outgrown the model's context.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The conversation is no longer there. Nothing was written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The conversation is too long for this model {0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The conversation is too long for this model{0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The conversation leaves {0} tokens; the request was sent again with that limit.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The conversation no longer fits into the model's context</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The conversation no longer fitted into the model's context window.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The currency must be three letters, such as USD.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The data folder cannot be read just now.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The data folder is {place}; the desktop did not show it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The dated copies</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The demo plays recorded streams through the real machinery. No key, no network, no model behind it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The entry “{0}” is not a provider.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The environment variable {0} is not set.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The figure was not saved: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file cannot be read: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file was not saved: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file would be too large for {place}. Choose another place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder {0} is not there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The header {0} of “{1}” holds a secret. Write {2} in its place and enter the secret as the key: keys are kept in the system's keyring, not in a file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The index of the search; it is made anew where it is missing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The key comes from {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The key is forgotten.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The list has no date, such as date = 2026-11-21.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model asked for tools that do not run here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model asked for tools {0} times in a row; the turn was ended there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model asked for tools {n} times. Go on?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model asked for tools.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model asked to operate a computer. That is shown here and never done.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model declined to answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model declined to answer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the model is asked; yes stops it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model is told what was run. The arguments as it wrote them stay visible.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model paused in the middle of its answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model paused; it can go on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model's arguments</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The name of an event is a single line.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The price “{0}” of {1} must be a number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The program ended while this answer was arriving; what had arrived is kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The prompt is empty.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The provider {name} is not there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The provider “{0}” has a header that cannot be sent: {1}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The provider “{0}” has a wrong value for {1}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The provider “{0}” has an unknown protocol. Use one of {1}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The provider's filter cut the answer off.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The provider's filter ended this answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The proxy {0} of the environment cannot be used. Set HTTP_PROXY, HTTPS_PROXY or ALL_PROXY to the address of an HTTP proxy.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The recorded connection broke here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The request could not be sent to {0} in time (send time limit).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The request is too large for {0} {1}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The resource is empty.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The run after</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The run before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The run of the agent could not go on: {0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The run waits for something that this program cannot decide.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The same words would be held back again. Ask in other words.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server asks for input in the middle of the call, which is not supported.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server asks to wait {time}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server claims that it only reads.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server compressed its answer as {0}, which was not asked for.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server did not answer within {0} s.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server did not take its earlier reasoning back; the request was sent without it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server does not have this tool any more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server ended while it was asked. It is being started again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server has forgotten this connection. It is being made anew.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server is not there any more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server redirects{0} (HTTP {1}). Redirects are not followed, so that the key stays where it belongs. If you trust that address, enter it as the base URL.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server says that it may destroy something.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server sent a line longer than {0}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server sent an event larger than {0}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server wants a sign-in. The user can sign in on its page in the settings.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server's answer breaks the protocol: {0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The server's answer is compressed, and damaged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The settings could not be written: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The speed of a playback is a positive factor.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The text of this event is not in the conversation any more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The text that had arrived is kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The tool was changed by its server since it was offered. Nothing was run; ask again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The tool {name} is not there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The turn after</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The turn before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The words alone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Theme</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There already</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There already, and left as they are: {n}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There already, and skipped: {n}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There are no conversations in this file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There are no copies yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is more; the text has all of it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no file to work on: conversations are kept in memory until Rivulet ends.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no host named {0}, or it cannot be found now.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no program {0}. Install it, or give its whole path.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no provider named “{0}”. Known ones: {1}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no recording to play.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no space left at {place}. Free some, or choose another place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to delete.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to export yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to search: conversations are kept in memory until Rivulet ends.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>They hold from the next answer on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thinking</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>thinking</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thinking…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This agent has no model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This agent is not there any more. Choose another one, or a model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This call runs now. What may run from now on without asking?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>this computer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This conversation: {title}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This exchange got no answer; there is nothing to record.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This file is not a recording.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This file is not a recording: it is not text.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This import was undone already.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is another server. A key kept for the old address is not sent there: enter it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is no list of tools: {0}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is no TOML: {0}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is not a conversation of Rivulet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is not JSON: {0}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is too large to be a list of tool servers.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This link is not opened</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This program would run on your computer, with all your rights:</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This recording is damaged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This recording was made by a newer version of Rivulet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thought</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thought for {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Timeline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Timeouts and retries</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Timeouts, retries</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Timing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Title</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>To the end</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Today</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>tokens</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>tokens/s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tool</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>tool call</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tool call: {}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tool calls</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tool server {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tool servers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tools</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Top-p</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Total</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Trace</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tree</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tries again: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Trying again in {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turn {n} of {m}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>TurnFeed</source>
      <comment>Connecting…</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>TurnFeed</source>
      <comment>Finishing…</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>TurnFeed</source>
      <comment>Trying again…</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>TurnFeed</source>
      <comment>Waiting for you</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>TurnFeed</source>
      <comment>Waiting…</comment>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Two tools, side by side</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Type / in an empty message to put one in.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Un&amp;pin</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undo import</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undo the import of {file}, {when}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undoing the import</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Unnamed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>unreadable</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Until the connection to the server stands.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Untitled</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Usage</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>usage</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use built-in values</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use this name</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Value</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Value of the header</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Values</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Version {version}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Views of the inspector</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>waiting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>waiting for headers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>waiting for the first byte</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Waiting for the first token</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Waiting for your answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>waiting to try again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Waits for you</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>waits for you</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Waits for your consent</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Watch an answer flow in.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What came over the wire for these words is not kept any more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What could not be read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What had arrived is kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What happened</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What is kept where</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What is measured</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What it has is listed once it has run.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What Rivulet is made of, with the licences:</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What stands before the @ is a user name, not the address.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What stops it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What that costs is not known.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the agents did</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the program did, without what was said</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What time is it in Seoul and New York?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What would you like to know?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What you always allowed. Everything else that a tool does asks first. A tool that changes asks again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What you enter goes to the system's keyring ({name}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Whatever the arguments are.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>When others hand over to it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>When {conditions}; and nothing else is given.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>While an answer arrives, this side shows its phases, tool calls, tokens and times.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Whole answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Whole turn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Whole words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Why</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Wire</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Without a name</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Without any arguments.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Words the answer may not have</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Words you may not say</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Words, "exact phrases" and -words to leave out. Titles, messages, reasoning and tools.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Worst</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Wrap lines</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write a long answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write a long answer and I will stop it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write a message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Yes, delete the conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Yes, delete {n} conversations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Yesterday</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You allowed it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You asked for it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You did not allow it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You ended it here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You give it {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You let it go on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You may not do that at {place}. Choose another place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>You stopped this answer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your answer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your home folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>your home folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your own</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Your own functions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} closed the connection before the answer was complete.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} did not accept the key {1}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} did not accept the request {1}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} did not answer in time (read time limit).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} did not send its list of models within {1} s.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} does not take the parameter “{1}”; the request was sent again without it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} ended its answer without saying so.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} is not a scene of the demo: {1}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} is on this machine or in a private network, which web pages are not fetched from. The user can allow that in the settings, under Tools.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} is overloaded {1}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} Mend it in the settings, under Agents.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} needs an API key. Enter one in the settings{1}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} redirects{1} (HTTP {2}). Redirects are not followed, so that the key stays where it belongs. If you trust that address, enter it as the base URL.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} sent data that cannot be read ({1}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} sent JSON that cannot be read ({1}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} takes “{1}” instead of “{2}”; the request was sent again that way.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{0} writes at most {1} tokens; the request was sent again with that limit.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{conversations} with {messages} go, also what is pinned, in folders and in the archive.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} conversations deleted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} deleted again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} found so far</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} imported.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} in {place}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{done} of {total}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} could not be written: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file}: {count} with {messages}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{h} h {m} min</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{month} {year}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{m} min {s} s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{m} of {n} events</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} (copy)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is running on this computer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} must be a number from {least} to {most}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} was not attached: all files of a message may have {size} together.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} was not saved: {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} will answer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} {version}, licence: {licence}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name}, folded</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name}, unfolded</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name}: never</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} answers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} answers; the plot shows the last {m}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} B</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} conversations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} events</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} found</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} gaps of {low} to {high}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} kB</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} lines</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} MB</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} messages</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} more bytes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} ms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} new lines</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} of {m} requests done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} of {total}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} of {total} conversations are in {place}, each of them whole.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} responses</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} results</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} rows</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} without a price</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{phase}, silent for {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{place} can only be read. Choose another place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{place} is a folder. Choose a file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{place} is no longer there. Choose another place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{place}: {why}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run}, failed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run}, finished</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run}, running</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run}, stopped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{size} in one chunk</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{size} in {n} chunks</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{size} more came than are kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{source} hands over to {target}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{time} in all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{what} at {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{what} or {with} in the text is asked for when it is used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{what} {time}, from {start}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{{name}} stands for a value of below.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{0}” could not be read: its bytes are not base64.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{0}” is not an address of a server ({1}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{0}” is not an address of a server. It should look like https://host/v1 or http://127.0.0.1:11434/v1.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{0}” must be a list of names.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{0}” must be a list of tables.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{0}” was not sent: {1}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>… double-click or Enter shows all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>… {n} more characters</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
