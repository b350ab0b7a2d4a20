using System.Net.Sockets;
using System.Text;

namespace Actors.Origin.Tests;

/// <summary>A client that takes whatever comes and says how it ended: what a proper one would only turn into an exception.</summary>
internal static class RawClient
{
    /// <summary>All that the origin sends until it ends the connection; the request asks for that.</summary>
    public static async Task<(string Answer, bool IsReset)> Ask(Uri address, string path, string method = "GET")
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        var stream = client.GetStream();
        var request = $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), limit.Token);

        using MemoryStream received = new();
        var isReset = false;
        try
        {
            await stream.CopyToAsync(received, limit.Token);
        }
        catch (IOException lost) when (lost.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            isReset = true;
        }

        return (Encoding.Latin1.GetString(received.ToArray()), isReset);
    }

    public static string Body(string answer) => answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
}
