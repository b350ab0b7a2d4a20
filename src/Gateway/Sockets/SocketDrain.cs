namespace Actors.Gateway.Sockets;

/// <summary>
/// Empties the gateway of sockets while it still listens: it is not ready any more, refuses new ones, and its clients are
/// sent away little by little. The web server stops only then; open sockets would hold it up until the host's time is over.
/// </summary>
internal sealed class SocketDrain(SocketSessions sessions, IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // On a signal this was the beginning; a host that is stopped by a call announces it only after this method.
        lifetime.StopApplication();
        return sessions.Drain(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
