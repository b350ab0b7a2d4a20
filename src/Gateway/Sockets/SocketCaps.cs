using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Sockets;

/// <summary>How many sockets are open, in all and from each address.</summary>
internal sealed class SocketCaps(IOptions<LimitsOptions> limits)
{
    /// <summary>Beyond that they are refused over HTTP, which costs nothing but the answer.</summary>
    private const int MostRefusals = 256;

    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private readonly Lock _gate = new();
    private readonly LimitsOptions _limits = limits.Value;
    private int _open;
    private int _refused;

    /// <summary>Sockets open now.</summary>
    public int Open
    {
        get
        {
            lock (_gate)
                return _open;
        }
    }

    /// <summary>Counts a socket in; everyone who is <see cref="Admission.Admitted"/> must <see cref="Leave"/>.</summary>
    public Admission Enter(IPAddress? address)
    {
        var client = Client(address);
        lock (_gate)
        {
            if (_open >= _limits.Sockets)
                return Admission.Full;
            var own = _byAddress.GetValueOrDefault(client);
            if (_limits.SocketsPerAddress > 0 && own >= _limits.SocketsPerAddress)
                return Admission.TooManyOfAddress;
            _byAddress[client] = own + 1;
            _open++;
            return Admission.Admitted;
        }
    }

    public void Leave(IPAddress? address)
    {
        var client = Client(address);
        lock (_gate)
        {
            _open--;
            if (--_byAddress[client] == 0)
                _byAddress.Remove(client);
        }
    }

    /// <summary>
    /// A refused socket is opened to be closed with a code, and whoever does not answer that keeps it for a while: some may.
    /// True must be followed by <see cref="EndRefusal"/>.
    /// </summary>
    public bool BeginRefusal()
    {
        if (Interlocked.Increment(ref _refused) <= MostRefusals)
            return true;
        EndRefusal();
        return false;
    }

    public void EndRefusal() => Interlocked.Decrement(ref _refused);

    /// <summary>An IPv6 client has a whole /64 (RFC 6177 §2), so single addresses of it count as one.</summary>
    public static IPAddress Client(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}

/// <summary>Whether one socket more may be open.</summary>
internal enum Admission
{
    Admitted,

    /// <summary>This gateway has all that it takes.</summary>
    Full,

    TooManyOfAddress,
}
