namespace Actors.Client.Sockets;

/// <summary>What to do after a connection ended.</summary>
internal enum CloseAdvice
{
    /// <summary>Come back at once: the server goes away in good order.</summary>
    Reconnect,

    /// <summary>Come back after a back-off and resume.</summary>
    BackOff,

    /// <summary>Come back after the time that the server named.</summary>
    Wait,

    /// <summary>Do not come back unchanged.</summary>
    Stop,
}
