// Plays the instrument that `xmodal-rt serve` runs, and prints what it says.
//
//     chuck xmodal_rt.ck                        a server on this machine, with its own ports
//     chuck xmodal_rt.ck:HOST:PORT:ANSWERS      another one: where it receives, and on which port answers come here
//
// For a piece of your own copy the class: `xmodal-rt addresses` prints all messages, of any of them you can make a function.

class Instrument
{
    OscOut out;

    fun void at( string host, int port ) { out.dest( host, port ); }

    // Play a note; velocity 0 releases it.
    fun void note( float pitch, float velocity )
    {
        out.start( "/xmodal/note" );
        pitch => out.add;
        velocity => out.add;
        out.send();
    }

    // Choose a class of a label: "instrument" "violin", "dynamics" "pp".
    fun void symbol( string label, string name )
    {
        out.start( "/xmodal/symbol" );
        label => out.add;
        name => out.add;
        out.send();
    }

    // Send a message with one number: latent/N, glide, gain, sync, notify ...
    fun void set( string address, float value )
    {
        out.start( "/xmodal/" + address );
        value => out.add;
        out.send();
    }

    // Send a message without arguments: status, info, release, panic ...
    fun void tell( string address )
    {
        out.start( "/xmodal/" + address );
        out.send();
    }
}

// Print all that comes, and let `synced` be known when everything that was sent has taken effect.
fun void print( int port, Event synced )
{
    OscIn in;
    OscMsg message;
    port => in.port;
    in.listenAll();
    while( true )
    {
        in => now;
        while( in.recv( message ) )
        {
            if( message.address != "/xmodal/alive" ) show( message );
            if( message.address == "/xmodal/synced" ) synced.broadcast();
        }
    }
}

fun void show( OscMsg message )
{
    chout <= message.address;
    for( 0 => int i; i < message.numArgs(); i++ )
    {
        chout <= " ";
        if( message.typetag.charAt( i ) == 'i' ) chout <= message.getInt( i );
        else if( message.typetag.charAt( i ) == 'f' ) chout <= message.getFloat( i );
        else if( message.typetag.charAt( i ) == 's' ) chout <= message.getString( i );
    }
    chout <= IO.newline();
}

"127.0.0.1" => string host;
9000 => int port;
9001 => int answers;
if( me.args() > 0 ) me.arg( 0 ) => host;
if( me.args() > 1 ) me.arg( 1 ) => Std.atoi => port;
if( me.args() > 2 ) me.arg( 2 ) => Std.atoi => answers;

Event synced;
spork ~ print( answers, synced );
Instrument instrument;
instrument.at( host, port );
instrument.set( "notify", answers ); // needed where the server is another machine, or answers another port
instrument.tell( "version" );

// A chord grows, one of its coordinates swings, and it ends.
instrument.symbol( "dynamics", "mf" );
instrument.set( "glide", 0.05 );
[ 57, 64, 69, 73 ] @=> int chord[];
for( 0 => int i; i < chord.size(); i++ )
{
    instrument.note( chord[i], 80 );
    250::ms => now;
}
instrument.tell( "status" );
for( 0 => int i; i < 40; i++ )
{
    instrument.set( "latent/0", 0.02 * Math.sin( i * pi / 10 ) );
    25::ms => now;
}
instrument.tell( "release" );
instrument.set( "sync", 1 );
synced => now;
instrument.set( "notify", 0 );
