using System.Net.WebSockets;

namespace Actors.Gateway.Sockets;

/// <summary>
/// Why a socket is closed, by ranges that a client can act on: 4100-4199 reconnect with back-off and resume, 4400-4499
/// refused, do not come back unchanged.
/// </summary>
internal static class CloseCode
{
    public const WebSocketCloseStatus TooBig = WebSocketCloseStatus.MessageTooBig;
    public const WebSocketCloseStatus Restart = (WebSocketCloseStatus)1012;
    public const WebSocketCloseStatus Overload = (WebSocketCloseStatus)1013;
    public const WebSocketCloseStatus Slow = (WebSocketCloseStatus)4101;
    public const WebSocketCloseStatus BadFrame = (WebSocketCloseStatus)4400;
    public const WebSocketCloseStatus Key = (WebSocketCloseStatus)4401;
    public const WebSocketCloseStatus Origin = (WebSocketCloseStatus)4403;
    public const WebSocketCloseStatus HelloTimeout = (WebSocketCloseStatus)4408;
    public const WebSocketCloseStatus TooMany = (WebSocketCloseStatus)4429;
}
