using Microsoft.AspNetCore.Connections;

namespace Actors.Gateway.Telnet;

/// <summary>Gives each connection its session, as long as there are not too many.</summary>
internal sealed class TelnetConnections(TelnetContext context) : ConnectionHandler
{
    /// <summary>Refused clients whose input is read away at one time; further ones are told why and closed at once.</summary>
    private const int RefusedPatiently = 64;

    private int _open;
    private int _refused;

    /// <summary>Sessions that are open now.</summary>
    public int Open => Volatile.Read(ref _open);

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var peer = connection.RemoteEndPoint?.ToString();
        var session = new TelnetSession(connection, peer, context);
        var max = context.Options.MaxSessions;
        var count = Interlocked.Increment(ref _open);
        try
        {
            if (count > max)
            {
                // A refused one is none of the sessions that others are counted against.
                Interlocked.Decrement(ref _open);
                context.LogRefused(peer, max);
                await Refuse(session, max);
                return;
            }

            context.LogConnected(peer, count);
            try
            {
                await session.Run();
            }
            finally
            {
                Interlocked.Decrement(ref _open);
                context.LogEnded(peer);
            }
        }
        // The client has left, or the gateway stops: either way nobody is there to be told.
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
        }
        // A defect of ours ends this session; the others go on.
        catch (Exception exception)
        {
            context.LogDefect(exception, peer);
        }
    }

    private async Task Refuse(TelnetSession session, int max)
    {
        var lingers = Interlocked.Increment(ref _refused) <= RefusedPatiently;
        try
        {
            await session.Refuse($"Too many sessions: {max} are open. Please come back later.", lingers);
        }
        finally
        {
            Interlocked.Decrement(ref _refused);
        }
    }
}
